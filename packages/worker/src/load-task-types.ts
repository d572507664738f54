import { TaskloomError, type TaskTypeDefinition } from "@taskloom/shared";
import { readMessage } from "./error-message.js";
import { readExport, type LoadModule } from "./load-module.js";
import { isTaskType } from "./task-type-guard.js";

/**
 * The task types of a module: its export `taskTypes`, a list.
 * @throws TASK_TYPES_INVALID when it cannot be loaded, or exports none
 */
export async function loadTaskTypes(file: string, loadModule: LoadModule): Promise<readonly TaskTypeDefinition[]> {
  const exported = readExport(await load(file, loadModule), "taskTypes");
  if (!Array.isArray(exported) || exported.length === 0) throw refuse(file, "exports no list `taskTypes`");
  return exported.map((taskType: unknown, index) => {
    if (isTaskType(taskType)) return taskType;
    throw refuse(file, `exports \`taskTypes\`, but \`taskTypes[${index}]\` is no task type definition`);
  });
}

async function load(file: string, loadModule: LoadModule): Promise<unknown> {
  try {
    return await loadModule(file);
  } catch (error) {
    throw refuse(file, `could not be loaded: ${readMessage(error)}`, error);
  }
}

function refuse(file: string, why: string, cause?: unknown): TaskloomError {
  return new TaskloomError("TASK_TYPES_INVALID", `the task types module ${file} ${why}`, { details: { file }, cause });
}
