import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address.js";

describe("an address", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "100.128.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "2606:4700::1111",
    "2a00::1",
    "2001:4860::1",
  ])("of the internet is public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ["this host", "0.0.0.0"],
    ["this host", "0.1.2.3"],
    ["private", "10.1.2.3"],
    ["shared", "100.64.0.1"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local", "169.254.169.254"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["protocol assignments", "192.0.0.170"],
    ["documentation", "192.0.2.1"],
    ["relay", "192.88.99.1"],
    ["private", "192.168.1.1"],
    ["benchmarks", "198.19.0.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["compatible", "::127.0.0.1"],
    ["mapped", "::ffff:127.0.0.1"],
    ["mapped", "::ffff:a00:1"],
    ["mapped, even of a public one", "::ffff:8.8.8.8"],
    ["translated", "64:ff9b::7f00:1"],
    ["locally translated", "64:ff9b:1::1"],
    ["unique local", "fc00::1"],
    ["unique local", "fd12:3456::1"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["teredo", "2001:0:53aa::1"],
    ["documentation", "2001:db8::1"],
    ["6to4", "2002:7f00:1::1"],
    ["documentation", "3fff::1"],
  ])("that is %s is not public: %s", (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
