// Makes the SDK download its Temporal command into the folder that is given.
import { TestWorkflowEnvironment } from "@temporalio/testing";

const [, , downloadDir = "."] = process.argv;
// The SDK downloads only to start a server. With `--help` the server prints its help and ends: none is left running.
const server = { executable: { type: /** @type {const} */ ("cached-download"), downloadDir }, extraArgs: ["--help"] };
await TestWorkflowEnvironment.createLocal({ server });
