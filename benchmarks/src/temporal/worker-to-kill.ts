/** A worker in a process of its own, whose handler says that it was called, and never ends. */
import { connectServer, createTaskloomArm } from "./bench-temporal.js";

const [address = "", taskQueue = ""] = process.argv.slice(2);

const handler = {
  run: async () => {
    process.stdout.write("called\n");
    await new Promise(() => undefined);
  },
};
const server = await connectServer(address);
const { worker } = await createTaskloomArm(server, taskQueue, { get: () => handler, names: () => ["hang"] });
await worker.run();
