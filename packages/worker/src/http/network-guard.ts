import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { TaskloomError } from "@taskloom/shared";
import { createHostSet } from "./host-set.js";
import { isPublicAddress } from "./public-address.js";

/** What the guard asks of the machine. */
export interface NetworkFacts {
  /** All addresses of a host name. */
  resolve(host: string): Promise<readonly LookupAddress[]>;
  /** The networks that the machine is part of, `192.0.2.7/24` for instance. */
  listNetworks(): readonly string[];
}

/** Keeps requests out of the host's own network. */
export interface NetworkGuard {
  /**
   * The addresses to which a connection to this host may be made.
   * @throws HTTP_REFUSED when any address of it is in the host's own network and not allowed
   */
  findAddresses(hostname: string): Promise<readonly LookupAddress[]>;
}

/** `allow`: host names, addresses and ranges that may be reached although they are in the host's own network. */
export function createNetworkGuard(allow: readonly string[], facts: NetworkFacts): NetworkGuard {
  const allowed = createHostSet(allow);
  return {
    async findAddresses(hostname) {
      const host = hostname.replaceAll(/^\[|\]$/g, "");
      const addresses = await findAll(host, facts);
      if (allowed.hasName(host)) return addresses;
      // A public address too is in the host's own network when the host has one of the same network.
      const own = createHostSet(facts.listNetworks());
      const refused = addresses.find(
        ({ address }) => !allowed.hasAddress(address) && (!isPublicAddress(address) || own.hasAddress(address)),
      );
      if (refused !== undefined) throw refuse(host, refused.address);
      return addresses;
    },
  };
}

async function findAll(host: string, facts: NetworkFacts): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  return family === 0 ? facts.resolve(host) : [{ address: host, family }];
}

function refuse(host: string, address: string): TaskloomError {
  const shown = host === address ? host : `${host} (${address})`;
  const message = `${shown} is in the host's own network: name it in the setting \`http.allow\` if that is meant`;
  return new TaskloomError("HTTP_REFUSED", message, { details: { host, address } });
}
