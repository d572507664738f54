import { BlockList, isIPv6 } from "node:net";

type Range = readonly [network: string, prefix: number];

const SPECIAL_IPV4 = createList("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);

/** Whatever lies outside of it is local, reserved, or another spelling of an IPv4 address. */
const GLOBAL_IPV6 = createList("ipv6", [["2000::", 3]]);

const SPECIAL_IPV6 = createList("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  // An IPv4 address is inside.
  ["2002::", 16],
  ["3fff::", 20],
]);

/**
 * Whether an address belongs to the public internet: not to the host, its link or a private network, nor to what is
 * kept for documentation, tests, multicast and translation
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
 */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !SPECIAL_IPV4.check(address, "ipv4");
  return GLOBAL_IPV6.check(address, "ipv6") && !SPECIAL_IPV6.check(address, "ipv6");
}

function createList(family: "ipv4" | "ipv6", ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}
