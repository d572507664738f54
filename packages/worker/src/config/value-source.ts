/** Where the value of a setting came from. */
export type ValueSource =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "default" };

/** For people: `--journal`, `TASKLOOM_JOURNAL`, `/home/me/taskloom.config.ts`, `default`. */
export function describeSource(source: ValueSource): string {
  return source.kind === "default" ? "default" : source.name;
}
