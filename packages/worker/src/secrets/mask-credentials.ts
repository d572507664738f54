/** An address without what stands in front of its `@`; any other text as it is. */
export function maskCredentials(address: string): string {
  return address.replace(/\/\/.*@/s, "//***@");
}

/** The password in an address, as written and decoded; nothing where there is none. */
export function findPasswords(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { password } = new URL(address);
  return password === "" ? [] : [password, decode(password)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
