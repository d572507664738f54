/**
 * For `Connection.connect`: a page of a history with large values has more than the 4 MB that gRPC takes by default. The
 * SDK means to allow as much, under a name that gRPC does not know.
 */
export const CHANNEL_ARGS: Readonly<Record<string, number>> = { "grpc.max_receive_message_length": 128 * 1024 * 1024 };
