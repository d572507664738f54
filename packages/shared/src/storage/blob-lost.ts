import type { BlobRef } from "@taskloom/interfaces";
import { TaskloomError } from "../errors/taskloom-error.js";

/** A blob that is not there, or not what was put: BLOB_LOST with `details` `{ run, sha256, bytes, fault }`. */
export function createBlobLost(ref: BlobRef, fault: "missing" | "corrupt"): TaskloomError {
  const { run, sha256, bytes } = ref;
  const message = `A value of ${bytes} bytes that run ${run} keeps in the blob store is ${fault}.`;
  return new TaskloomError("BLOB_LOST", message, { details: { run, sha256, bytes, fault } });
}
