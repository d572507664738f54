/** Prints a value as JSON for people and programs. */
export function writeJson(output: NodeJS.WritableStream, value: unknown): void {
  output.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
