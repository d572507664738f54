import process from "node:process";
import { runCommandLine } from "./run-command-line.js";
import {
  endProcess,
  endWhenNobodyReads,
  goOnWhenNobodyListens,
  processTerminal,
  stayAlive,
} from "./terminal/process-terminal.js";

endWhenNobodyReads();
goOnWhenNobodyListens();
stayAlive();
await endProcess(await runCommandLine(process.argv.slice(2), processTerminal));
