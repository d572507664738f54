/** Anything that JSON can hold. Values that cross a boundary (journal, network, handlers) are of this type. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. A missing key and a key that holds `undefined` are the same thing and are never written. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
