/** Names that an expression uses, each once and sorted. */
export interface ReferencedNames {
  /** First names of paths: `tasks`, `input`, `item`, …; without macro variables and CEL's own names. */
  readonly variables: readonly string[];
  /** `a` of `tasks.a` and `tasks['a']`. */
  readonly tasks: readonly string[];
  /** `a` of `secrets.a` and `secrets['a']`. */
  readonly secrets: readonly string[];
}

/** One expression of a template, or the whole of a bare one. */
export interface ReferenceSite extends ReferencedNames {
  /** The expression, without braces and the spaces around it. */
  readonly text: string;
  /** Keys and indices that lead to the text that holds it; empty for a bare expression. */
  readonly pointer: readonly (string | number)[];
  /** Where it begins in that text. */
  readonly offset: number;
}

export interface References extends ReferencedNames {
  readonly sites: readonly ReferenceSite[];
}

/** All that the sites refer to. */
export function mergeSites(sites: readonly ReferenceSite[]): References {
  return {
    variables: sortNames(sites.flatMap((site) => site.variables)),
    tasks: sortNames(sites.flatMap((site) => site.tasks)),
    secrets: sortNames(sites.flatMap((site) => site.secrets)),
    sites,
  };
}

export function sortNames(names: Iterable<string>): string[] {
  return [...new Set(names)].toSorted();
}
