import type { Definitions, KnownDefinition } from "@taskloom/advance";
import type {
  BlobStore,
  CompiledDefinition,
  JsonObject,
  JsonValue,
  Plan,
  RunId,
  TaskStore,
} from "@taskloom/interfaces";
import type { ServedDefinitions } from "./engine/served-definitions.js";
import type { DefinitionSource } from "./workflow/protocol.js";

/** A definition that has more bytes as JSON goes by reference. */
const MAX_INLINE_BYTES = 64 * 1024;

/** What workers share of definitions, so that no worker needs a file. */
export interface DefinitionStore {
  /** The definition of that hash: this process has it, or the store. */
  find(hash: string): Promise<KnownDefinition | undefined>;
  /** The definition, as the message of a run has it. @throws BLOB_LOST */
  read(id: string, hash: string, plan: Plan, source: DefinitionSource): Promise<KnownDefinition>;
  /** How the messages of a run hold it. @throws SHARED_STORE_REQUIRED, STORE_UNAVAILABLE */
  write(definition: CompiledDefinition, run: RunId): Promise<DefinitionSource>;
}

export interface DefinitionStoreParts {
  readonly definitions: Definitions;
  /** Learns of every definition that is met here. */
  readonly served: Pick<ServedDefinitions, "note">;
  readonly store: TaskStore;
  readonly blobs: BlobStore;
}

export function createDefinitionStore(parts: DefinitionStoreParts): DefinitionStore {
  const { definitions, served, store, blobs } = parts;
  const add = (definition: CompiledDefinition): KnownDefinition => {
    served.note(definition);
    return definitions.add(definition);
  };
  const keep = async (definition: CompiledDefinition): Promise<KnownDefinition> => {
    // A store that is away costs the next worker a message, and nothing else.
    await store.store(keyOf(definition.hash), toJson(definition)).catch(() => undefined);
    return add(definition);
  };
  return {
    find: async (hash) => {
      const known = definitions.find(hash);
      if (known !== undefined) return known;
      const stored = await store.load(keyOf(hash)).catch(() => undefined);
      return typeof stored === "string" ? add(fromJson(stored)) : undefined;
    },
    read: async (id, hash, plan, source) => {
      const content = "content" in source ? source.content : ((await blobs.get(source.blob)) as JsonObject);
      return keep({ id, hash, plan, definition: content });
    },
    write: async (definition, run) => {
      await keep(definition);
      const bytes = Buffer.byteLength(JSON.stringify(definition.definition));
      if (bytes <= MAX_INLINE_BYTES) return { content: definition.definition };
      return { blob: await blobs.put(run, definition.definition) };
    },
  };
}

function keyOf(hash: string): string {
  return `def:${hash}`;
}

/** A plan is JSON, which its interface cannot say. */
function toJson(definition: CompiledDefinition): JsonValue {
  return JSON.stringify(definition);
}

function fromJson(text: string): CompiledDefinition {
  return JSON.parse(text) as CompiledDefinition;
}
