import { TaskloomError, isTaskloomError } from "@taskloom/shared";
import { findGrpcError, GRPC } from "./grpc-code.js";

/** A value has more than the server's limit, or a request more than that of gRPC. */
const isOfSize = /exceeds .*limit|larger than max/;

/**
 * Does something with the server; what goes wrong with the server itself gets a code of ours.
 * @throws SERVER_UNREACHABLE, NAMESPACE_NOT_FOUND, SERVER_REFUSED, PAYLOAD_TOO_LARGE; all other errors as they are
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
    case GRPC.unimplemented:
      return new TaskloomError("SERVER_UNREACHABLE", "what answers at the address is no Temporal server of today", {
        details,
        cause,
      });
    case GRPC.permissionDenied:
    case GRPC.unauthenticated:
      return new TaskloomError("SERVER_REFUSED", "the Temporal server refuses this client", { details, cause });
    case GRPC.notFound:
      if (!cause.details.toLowerCase().includes("namespace")) return error;
      return new TaskloomError("NAMESPACE_NOT_FOUND", "the Temporal server has no such namespace", { details, cause });
    case GRPC.invalidArgument:
    case GRPC.resourceExhausted:
      if (!isOfSize.test(cause.details)) return error;
      return new TaskloomError("PAYLOAD_TOO_LARGE", "the Temporal server takes no value so large", { details, cause });
    default:
      return error;
  }
}
