// Keeps today's histories of the examples: `npm run golden -w @taskloom/activity-adapter`.
import { Client, Connection } from "@temporalio/client";
import { createExampleFolder } from "../../../scripts/docs/example-folder.fixture.js";
import { readCodeBlocks } from "../../../scripts/docs/code-block.js";
import { readPage } from "../../../scripts/docs/page.js";
import { startTemporalServer } from "../../../scripts/temporal/temporal-server.js";
import { writeHistory } from "./golden-histories.fixture.js";

const server = await startTemporalServer();
const folder = await createExampleFolder();
try {
  const engine = `--engine temporal --address ${server.address}`;
  await order(engine);
  await savings(engine);
  await indexFolder(`${engine} --task-queue examples`);
  await keepHistories();
} finally {
  await folder.remove();
  await server.dispose();
}

/** The README's workflow: it charges a small amount at once, and waits for the approval of a large one. */
async function order(engine: string): Promise<void> {
  for (const { marks, text } of readCodeBlocks(readPage("README.md").text)) {
    const file = marks.get("file");
    if (file !== undefined) await folder.write(file, text);
  }
  const [small, large] = ["order-at-once", "order-with-approval"];
  const run = `run order.yaml ${engine} --run-id`;
  await taskloom(`${run} ${small} --input '{"items":[{"sku":"pen","count":3},{"sku":"pen","count":1}]}'`);
  await folder.start(`npx taskloom ${run} ${large} --input '{"items":[{"sku":"desk","count":2}]}'`, "approval waiting");
  await taskloom(`signal ${large} approved --payload true ${engine}`);
  await taskloom(`watch ${large} --exit-status ${engine}`);
}

async function savings(engine: string): Promise<void> {
  const [definition, types] = ["savings.yaml", "repeat.ts"].map((name) => `examples/ninth-type/${name}`);
  await taskloom(`run ${definition} --task-types ${types} ${engine} --input rate=0.2 --run-id savings`);
}

/** Two workflows, and a worker that serves both. */
async function indexFolder(engine: string): Promise<void> {
  const [workflow, approval] = ["index-folder.yaml", "approve.yaml"].map((name) => `examples/index-folder/${name}`);
  for (const name of ["looms", "weaving"]) await folder.write(`texts/${name}.md`, `# ${name}\n\nA loom weaves.\n`);
  await folder.start(`npx taskloom worker ${workflow} ${approval} ${engine}`, "serving approve-report");
  await taskloom(`run ${workflow} ${engine} --input folder=texts reports=reports --run-id index-folder`);
}

async function taskloom(args: string): Promise<void> {
  const { code, stderr } = await folder.run(`npx taskloom ${args}`);
  if (code !== 0) throw new Error(`taskloom ${args} ended with ${code}: ${stderr}`);
}

/** A run that was started by a signal has an id that ends with the signal's hash. */
async function keepHistories(): Promise<void> {
  const connection = await Connection.connect({ address: server.address });
  const { workflow } = new Client({ connection });
  for await (const { workflowId, runId } of workflow.list()) {
    const run = workflow.getHandle(workflowId, runId);
    await run.result();
    writeHistory(workflowId.replace(/-[0-9a-z]{26}$/, ""), await run.fetchHistory());
  }
  await connection.close();
}
