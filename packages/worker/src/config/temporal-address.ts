/** What an address has to be, after a verb. */
export const ADDRESS_FORM = "is not `host:port`, which has neither a scheme nor a path";

export function isAddress(text: string): boolean {
  return /^[^\s/@]+$/.test(text);
}
