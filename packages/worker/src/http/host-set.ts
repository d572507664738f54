import { BlockList, isIP, isIPv6 } from "node:net";

/** Hosts by names, addresses and ranges of addresses. An IPv4 address is also found as `::ffff:…`. */
export interface HostSet {
  hasName(host: string): boolean;
  hasAddress(address: string): boolean;
}

const HOST_NAME = /^[\w-]+(\.[\w-]+)*$/;

/** Whether it is a host name, an address or a range. */
export function isHostEntry(entry: string): boolean {
  return isIP(entry) !== 0 || readRange(entry) !== undefined || HOST_NAME.test(entry);
}

/** From host names, addresses (`127.0.0.1`, `::1`) and ranges (`10.0.0.0/8`). */
export function createHostSet(entries: readonly string[]): HostSet {
  const names = new Set(entries.map((entry) => entry.toLowerCase()));
  const addresses = new BlockList();
  for (const entry of entries) {
    const range = readRange(entry);
    if (range !== undefined) addresses.addSubnet(range.address, range.prefix, familyOf(range.address));
    if (isIP(entry) !== 0) addresses.addAddress(entry, familyOf(entry));
  }
  return {
    hasName: (host) => names.has(host.toLowerCase()),
    hasAddress: (address) => addresses.check(address, familyOf(address)),
  };
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}

function readRange(entry: string): { readonly address: string; readonly prefix: number } | undefined {
  const [, address = "", digits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(address);
  const prefix = Number(digits);
  return family === 0 || prefix > (family === 4 ? 32 : 128) ? undefined : { address, prefix };
}
