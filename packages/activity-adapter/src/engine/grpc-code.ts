import { isGrpcServiceError, ServiceError } from "@temporalio/client";

/** Codes of gRPC. */
export const GRPC = {
  /** By us. */
  canceled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  /** By a server that is not Temporal's, or too old. */
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A call that failed, as gRPC has it. */
export interface GrpcError extends Error {
  readonly code: number;
  readonly details: string;
}

/** What gRPC says of a call that failed, whether the client has wrapped it or not; undefined when it says nothing. */
export function findGrpcError(error: unknown): GrpcError | undefined {
  const cause = error instanceof ServiceError && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) ? cause : undefined;
}

/** Whether a call failed with one of these codes. */
export function hasGrpcCode(error: unknown, ...codes: readonly number[]): boolean {
  const found = findGrpcError(error);
  return found !== undefined && codes.includes(found.code);
}
