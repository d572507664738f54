import { expect, test } from "vitest";
import { SetUpError } from "../bootstrap/set-up-error.mjs";
import { findTemporalCommand, getTemporalCommand, type Machine } from "./ladder.js";
import { missingServer } from "./missing-server.js";

const kept = "/checkout/.cache/bin/temporal";

interface Facts {
  readonly env?: Machine["env"];
  readonly programs?: readonly string[];
  readonly onPath?: Readonly<Record<string, string>>;
  readonly download?: Awaited<ReturnType<Machine["download"]>>;
  readonly build?: Awaited<ReturnType<Machine["build"]>>;
}

const offline = { ok: false, why: "the network is down" } as const;
const broken = { ok: false, why: "the compiler is too old" } as const;

/** A machine of these facts, and what was tried on it. */
function machineOf({ env = {}, programs = [], onPath = {}, download = offline, build = broken }: Facts) {
  const tried: string[] = [];
  const machine: Machine = {
    env,
    kept,
    isProgram: (path) => programs.includes(path),
    find: (name) => onPath[name],
    alone: async (work) => {
      tried.push("alone");
      return work();
    },
    download: async () => {
      tried.push("download");
      return download;
    },
    build: async (go) => {
      tried.push(`build with ${go}`);
      return build;
    },
  };
  return { machine, tried };
}

const everything: Facts = {
  env: { TEMPORAL_CLI_PATH: "/named" },
  programs: ["/named", kept],
  onPath: { temporal: "/usr/bin/temporal", go: "/usr/bin/go" },
  download: { ok: true },
  build: { ok: true },
};

test.for([
  ["the command that TEMPORAL_CLI_PATH names", {}, "TEMPORAL_CLI_PATH", "/named"],
  ["the command on the PATH", { env: {} }, "PATH", "/usr/bin/temporal"],
  ["the checkout's own command", { env: {}, onPath: { go: "/usr/bin/go" } }, "checkout", kept],
] as const)("%s is taken before those after it, and nothing is fetched", async ([, facts, rung, path]) => {
  const { machine, tried } = machineOf({ ...everything, ...facts });
  expect(await getTemporalCommand(machine)).toEqual({ rung, path });
  expect(tried).toEqual([]);
});

test("a command that is nowhere is downloaded, by one process at a time", async () => {
  const { machine, tried } = machineOf({ onPath: { go: "/usr/bin/go" }, download: { ok: true } });
  expect(await getTemporalCommand(machine)).toEqual({ rung: "download", path: kept });
  expect(tried).toEqual(["alone", "download"]);
});

test("a command that cannot be downloaded is built with Go", async () => {
  const { machine, tried } = machineOf({ onPath: { go: "/usr/bin/go" }, build: { ok: true } });
  expect(await getTemporalCommand(machine)).toEqual({ rung: "build", path: kept });
  expect(tried).toEqual(["alone", "download", "build with /usr/bin/go"]);
});

test("what another process got in the meantime is not got again", async () => {
  const programs: string[] = [];
  const { machine, tried } = machineOf({ programs });
  const alone: Machine["alone"] = async (work) => {
    programs.push(kept);
    return work();
  };
  expect(await getTemporalCommand({ ...machine, alone })).toEqual({ rung: "checkout", path: kept });
  expect(tried).toEqual([]);
});

test("a TEMPORAL_CLI_PATH that names no program is an error, not passed over", () => {
  const { machine } = machineOf({ ...everything, programs: [] });
  expect(() => findTemporalCommand(machine)).toThrow(SetUpError);
});

test.for([
  ["without Go", {}, { download: offline.why, build: "there is no go on the PATH" }],
  ["with a Go that cannot build it", { go: "/usr/bin/go" }, { download: offline.why, build: broken.why }],
] as const)("offline and %s, the error says why and lists the four ways", async ([, onPath, obstacles]) => {
  await expect(getTemporalCommand(machineOf({ onPath }).machine)).rejects.toThrow(missingServer(obstacles));
});

test("the error of a missing server names each of the four ways, and the way to leave the tests out", () => {
  const { message } = missingServer({ download: offline.why, build: broken.why });
  for (const way of ["TEMPORAL_ADDRESS", "TEMPORAL_CLI_PATH", ".cache/bin/temporal", "internet", "Go"]) {
    expect(message).toContain(way);
  }
  for (const why of [offline.why, broken.why, "TASKLOOM_SKIP_TEMPORAL=1"]) expect(message).toContain(why);
});
