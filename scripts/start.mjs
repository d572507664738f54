// Runs the example that shows every task type: its workflow in the foreground and, as a second process on the same
// journal, a worker with the workflow that approves its report. With `--engine temporal` the worker runs both, on a
// server that is started for it if none is named. Arguments go to `taskloom run`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SetUpError } from "./bootstrap/set-up-error.mjs";
import { chosenEngine, openMeetingPlace } from "./start/meeting-place.mjs";

/**
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 * @typedef {import("node:child_process").SpawnOptions} SpawnOptions
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const command = fileURLToPath(new URL("../packages/cli/bin/taskloom.js", import.meta.url));
const example = fileURLToPath(new URL("../examples/index-folder/", import.meta.url));

/** Options that both processes must be given, because they say where runs are kept. */
const SHARED_OPTIONS = ["--journal", "--config", "--store", "--engine", "--address", "--namespace", "--task-queue"];

/** How long the worker may take to stop. */
const GRACE_MS = 5_000;

/** Loaded into both processes: stops them when this one is gone, even by a signal that nothing can catch. */
const STOP_WITH_PARENT = `process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${GRACE_MS});
})`;

process.exitCode = await start(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function start(args) {
  try {
    const { options, close } = await openMeetingPlace(args, process.env);
    try {
      return await runBoth([...args, ...options]);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function runBoth(args) {
  // A run on Temporal is its workers' work, and a signal there starts only what the worker that sends it was given.
  const served =
    chosenEngine(args, process.env) === "temporal" ? ["index-folder.yaml", "approve.yaml"] : ["approve.yaml"];
  const worker = startWorker(served, args.flatMap(takeShared));
  try {
    if (!(await isReady(worker))) return await endOf(worker);
    worker.stderr?.resume();
    return await runInForeground(args);
  } finally {
    await stop(worker);
  }
}

/**
 * @param {string} word
 * @param {number} index
 * @param {string[]} args
 * @returns {string[]}
 */
function takeShared(word, index, args) {
  if (SHARED_OPTIONS.includes(word)) return args.slice(index, index + 2);
  return SHARED_OPTIONS.some((option) => word.startsWith(`${option}=`)) ? [word] : [];
}

/**
 * @param {string[]} definitions
 * @param {string[]} args
 * @returns {ChildProcess}
 */
function startWorker(definitions, args) {
  // Its log says when it is ready, so it must be there and readable.
  const env = { ...process.env, TASKLOOM_LOG_LEVEL: "info", TASKLOOM_LOG_FORMAT: "json" };
  return taskloom(["worker", ...definitions.map((name) => example + name), ...args], {
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/**
 * Waits until the worker serves its definition: a signal that is sent before starts nothing. When it fails, what it
 * said is shown.
 * @param {ChildProcess} worker
 * @returns {Promise<boolean>}
 */
async function isReady(worker) {
  const said = [];
  const log = worker.stderr;
  if (log === null) return false;
  for await (const line of createInterface({ input: log })) {
    if (isServing(line)) return true;
    said.push(`${line}\n`);
  }
  process.stderr.write(`The worker did not start:\n${said.join("")}`);
  return false;
}

/** @param {string} line of the worker's log */
function isServing(line) {
  return line.startsWith("{") && String(JSON.parse(line).msg).startsWith("serving ");
}

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function runInForeground(args) {
  const run = taskloom(["run", `${example}index-folder.yaml`, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // A terminal tells both processes of Ctrl-C by itself; told twice, the run would end without a word.
  process.on("SIGINT", () => process.stdin.isTTY || run.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => run.kill("SIGTERM"));
  return endOf(run);
}

/**
 * @param {string[]} args
 * @param {SpawnOptions} options
 * @returns {ChildProcess}
 */
function taskloom(args, options) {
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(STOP_WITH_PARENT)}`];
  return spawn(process.execPath, [...preload, command, ...args], { cwd: root, ...options });
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>} its exit code, or as a shell says it: 128 and the number of the signal that ended it
 */
async function endOf(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode ?? 128 + constants.signals[child.signalCode ?? "SIGKILL"];
}

/** @param {ChildProcess} worker */
async function stop(worker) {
  worker.kill("SIGTERM");
  const timer = setTimeout(() => worker.kill("SIGKILL"), GRACE_MS);
  await endOf(worker);
  clearTimeout(timer);
}
