import { describe, expect, it } from "vitest";
import { machineNetwork } from "./machine-network.js";
import { createNetworkGuard, type NetworkFacts } from "./network-guard.js";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "public.test": ["1.1.1.1", "2606:4700::1111"],
  "private.test": ["10.0.0.5"],
  "mixed.test": ["1.1.1.1", "127.0.0.1"],
  "neighbour.test": ["9.9.9.77"],
};

const facts: NetworkFacts = {
  resolve: async (host) => (NAMES[host] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  listNetworks: () => ["127.0.0.1/8", "9.9.9.9/24", "2a00:1::5/64"],
};

async function find(host: string, allow: readonly string[] = []): Promise<readonly string[]> {
  return (await createNetworkGuard(allow, facts).findAddresses(host)).map(({ address }) => address);
}

describe("the network guard", () => {
  it.each([
    ["public.test", ["1.1.1.1", "2606:4700::1111"]],
    ["1.1.1.1", ["1.1.1.1"]],
    ["[2606:4700::1111]", ["2606:4700::1111"]],
  ])("lets requests to %s out", async (host, addresses) => {
    expect(await find(host)).toStrictEqual(addresses);
  });

  it.each([
    ["private.test", "10.0.0.5"],
    ["mixed.test", "127.0.0.1"],
    ["127.0.0.1", "127.0.0.1"],
    ["[::1]", "::1"],
    ["[::ffff:7f00:1]", "::ffff:7f00:1"],
    ["neighbour.test", "9.9.9.77"],
    ["[2a00:1::77]", "2a00:1::77"],
  ])("refuses %s, which leads into the host's own network", async (host, address) => {
    await expect(find(host)).rejects.toMatchObject({
      code: "HTTP_REFUSED",
      retryable: false,
      details: { host: host.replaceAll(/[[\]]/g, ""), address },
    });
  });

  it.each([
    ["private.test", "private.test"],
    ["private.test", "PRIVATE.test"],
    ["private.test", "10.0.0.0/8"],
    ["private.test", "10.0.0.5"],
    ["mixed.test", "127.0.0.1"],
    ["127.0.0.1", "127.0.0.1"],
    ["[::ffff:7f00:1]", "127.0.0.0/8"],
    ["[::1]", "::1"],
    ["neighbour.test", "9.9.9.0/24"],
    ["[2a00:1::77]", "2a00:1::/64"],
  ])("lets requests to %s through when %s is allowed", async (host, entry) => {
    expect(await find(host, ["other.test", entry])).not.toHaveLength(0);
  });

  it.each(["10.0.0.6", "private", "11.0.0.0/8", "::1"])("still refuses when only %s is allowed", async (entry) => {
    await expect(find("private.test", [entry])).rejects.toMatchObject({ code: "HTTP_REFUSED" });
  });

  it("asks the machine for names and networks", async () => {
    expect((await machineNetwork.resolve("localhost")).map(({ address }) => address)).toContain("127.0.0.1");
    expect(machineNetwork.listNetworks()).toContain("127.0.0.1/8");
  });
});
