import { TaskloomError, isTaskloomError } from "@taskloom/shared";
import { findGrpcError, GRPC } from "./grpc-code.js";

/**
 * Does something with the server; what goes wrong with the server itself gets a code of ours.
 * @throws SERVER_UNREACHABLE, NAMESPACE_NOT_FOUND, SERVER_REFUSED; all other errors as they are
 */
export async function reachServer<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw toServerFault(error);
  }
}

function toServerFault(error: unknown): unknown {
  if (isTaskloomError(error)) return error;
  const cause = findGrpcError(error);
  if (cause === undefined) return error;
  const details = { reason: cause.details };
  switch (cause.code) {
    case GRPC.unavailable:
    case GRPC.deadlineExceeded:
      return new TaskloomError("SERVER_UNREACHABLE", "the Temporal server cannot be reached", { details, cause });
    case GRPC.permissionDenied:
    case GRPC.unauthenticated:
      return new TaskloomError("SERVER_REFUSED", "the Temporal server refuses this client", { details, cause });
    case GRPC.notFound:
      if (!cause.details.toLowerCase().includes("namespace")) return error;
      return new TaskloomError("NAMESPACE_NOT_FOUND", "the Temporal server has no such namespace", { details, cause });
    default:
      return error;
  }
}
