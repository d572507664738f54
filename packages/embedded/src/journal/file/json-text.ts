/** A text that is safe to hand to the database, which cuts others at a NUL: JSON escapes it. */
export type JsonText = string & { readonly json: unique symbol };

/** What the database gives back. Texts are JSON. */
export type Cell = string | number | null;

export function toJsonText(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}

/** The value of a column that was written with `toJsonText`; the reader knows of what type. */
export function fromJsonText(cell: Cell | undefined): unknown {
  return JSON.parse(String(cell));
}
