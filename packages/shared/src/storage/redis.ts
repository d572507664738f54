export { createRedisBlobs } from "./redis-blobs.js";
export type { RedisBlobsOptions } from "./redis-blobs.js";
export { createRedisConnection } from "./redis-connection.js";
export type { RedisConnection, RedisConnectionOptions } from "./redis-connection.js";
export type { RedisFaultReason } from "./redis-fault.js";
export { createRedisLog } from "./redis-log.js";
export type { RedisLogOptions } from "./redis-log.js";
export { createRedisStore } from "./redis-store.js";
export type { RedisStoreOptions } from "./redis-store.js";
