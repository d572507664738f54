/** What was thrown, for people: modules and libraries throw anything. */
export function readMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
