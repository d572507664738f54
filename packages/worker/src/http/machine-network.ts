import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import type { NetworkFacts } from "./network-guard.js";

/** The machine that this process runs on. */
export const machineNetwork: NetworkFacts = {
  resolve: async (host) => lookup(host, { all: true }),
  listNetworks: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .flatMap(({ cidr }) => (cidr === null ? [] : [cidr])),
};
