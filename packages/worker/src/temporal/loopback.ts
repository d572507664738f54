/** Whether a server at this `host:port` is on this machine. */
export function isLoopback(address: string): boolean {
  const host = address.replace(/:\d+$/, "").toLowerCase();
  return host === "localhost" || host === "[::1]" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
