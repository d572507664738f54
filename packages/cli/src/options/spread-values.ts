const PAIR = /^(?!--)[^\s=[{"@]+=/;
const MODULE = /\.[cm]?[jt]s$/;

/** What the values after the first one look like, for the options that take several. */
const FURTHER_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ["--input", PAIR],
  ["--handlers", MODULE],
  ["--task-types", MODULE],
]);

/**
 * Repeats the name of an option before each of its values, so that an argument that follows them is not taken for one:
 * `--input a=1 b=2 order.yaml` becomes `--input a=1 --input b=2 order.yaml`.
 */
export function spreadValues(argv: readonly string[]): readonly string[] {
  const spread: string[] = [];
  let option: string | undefined;
  for (const [index, word] of argv.entries()) {
    const isFirst = argv[index - 1] === option;
    if (FURTHER_VALUES.has(word)) option = word;
    else if (option !== undefined && !isFirst) {
      if (FURTHER_VALUES.get(option)?.test(word) === true) spread.push(option);
      else option = undefined;
    }
    spread.push(word);
  }
  return spread;
}
