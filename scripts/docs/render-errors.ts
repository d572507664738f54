import { ERROR_CODES, describeErrorCode, type ErrorCode } from "@taskloom/interfaces";

const HEAD = `# Error codes

<!-- Made from packages/interfaces/src/error-codes.ts by scripts/docs/write-errors.ts. -->

Every error has a code from this list: in \`error.code\` of runs and tasks, in the diagnostics of \`validate\`, and on the
first line that a command prints when it fails. A code, once released, keeps its meaning.

"Can be repeated" says whether trying the same again can help. A failed attempt of a task is repeated by itself, as the
task's \`retry\` says; what the store or the journal refuses is repeated by the engine.
`;

/** The page of all error codes. */
export function renderErrors(): string {
  return [HEAD, ...(Object.keys(ERROR_CODES) as ErrorCode[]).map(renderCode)].join("\n");
}

function renderCode(code: ErrorCode): string {
  const { meaning, retryable, remedy } = describeErrorCode(code);
  return `## ${code}\n\n${meaning}\n\n- **What to do**: ${remedy}\n- **Can be repeated**: ${retryable ? "yes" : "no"}\n`;
}
