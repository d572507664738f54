import { TaskloomError } from "../errors/taskloom-error.js";

/** Why Redis did not do what was asked, as `details.reason` of STORE_UNAVAILABLE. */
export type RedisFaultReason = "unreachable" | "no_answer" | "password_needed" | "password_wrong" | "refused";

const SENTENCES: Record<RedisFaultReason, string> = {
  unreachable: "cannot be reached",
  no_answer: "gave no answer in time",
  password_needed: "needs a password, and its address has none (redis://:<password>@host)",
  password_wrong: "refuses the user or the password of its address",
  refused: "refuses",
};

/**
 * STORE_UNAVAILABLE with `details` `{ address, reason, text }`. What the client threw does not travel along as a
 * cause: it holds the command, and with it passwords and values.
 * @param fault what the command failed with
 * @param lost why there is no connection, when there is none
 */
export function createRedisFault(address: string, fault: unknown, lost?: Error): TaskloomError {
  const root = isReply(fault) ? firstOf(fault) : (lost ?? fault);
  const reason = findReason(root);
  const text = textOf(root);
  const message = `Redis at ${address} ${SENTENCES[reason]}: ${text}`;
  return new TaskloomError("STORE_UNAVAILABLE", message, { details: { address, reason, text } });
}

function findReason(fault: unknown): RedisFaultReason {
  const text = textOf(fault);
  if (!isReply(fault)) return /^(Command timed out|Socket timeout)/.test(text) ? "no_answer" : "unreachable";
  if (text.startsWith("NOAUTH")) return "password_needed";
  return text.startsWith("WRONGPASS") || text.startsWith("ERR invalid password") ? "password_wrong" : "refused";
}

/** Whether the server itself said so. */
function isReply(fault: unknown): fault is Error {
  return fault instanceof Error && fault.name === "ReplyError";
}

/** A transaction is refused because one of its commands was. */
function firstOf(fault: Error): unknown {
  const faults = "previousErrors" in fault && Array.isArray(fault.previousErrors) ? fault.previousErrors : [];
  return (faults as unknown[])[0] ?? fault;
}

/** A connection that failed over IPv4 and IPv6 has a code and no message. */
function textOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return fault.message === "" && "code" in fault ? String(fault.code) : fault.message;
}
