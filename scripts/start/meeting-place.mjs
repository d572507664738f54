import process from "node:process";
import { tsImport } from "tsx/esm/api";

/**
 * @typedef {{ readonly options: string[], readonly close: () => Promise<void> }} MeetingPlace where the run and its worker
 *   find each other: options for both, and how what was started for them is ended
 */

/**
 * The engine that the arguments or the environment name.
 * @param {string[]} args
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function chosenEngine(args, env) {
  return readOption(args, "--engine") ?? env["TASKLOOM_ENGINE"] ?? "embedded";
}

/**
 * On Temporal: the server that is named, else one of our own, and a task queue that nobody else uses. The embedded
 * engine needs neither.
 * @param {string[]} args
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Promise<MeetingPlace>}
 */
export async function openMeetingPlace(args, env) {
  if (chosenEngine(args, env) !== "temporal") return { options: [], close: async () => undefined };
  const queue = readOption(args, "--task-queue") === undefined ? ["--task-queue", `taskloom-start-${process.pid}`] : [];
  const named = readOption(args, "--address") || env["TASKLOOM_TEMPORAL_ADDRESS"] || env["TEMPORAL_ADDRESS"];
  if (named) return { options: queue, close: async () => undefined };
  const { startTemporalServer } = await tsImport("../temporal/temporal-server.ts", import.meta.url);
  const server = await startTemporalServer();
  return { options: ["--address", server.address, ...queue], close: server.dispose };
}

/**
 * @param {string[]} args
 * @param {string} name
 * @returns {string | undefined}
 */
function readOption(args, name) {
  const at = args.lastIndexOf(name);
  if (at !== -1) return args[at + 1];
  return args.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
