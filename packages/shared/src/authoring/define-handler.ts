import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";
import { applySchema } from "./value-schema.js";
import type { ValueOf, ValueSchema } from "./value-schema.js";

/** A handler as its author writes it. */
export interface HandlerDefinition<
  I extends ValueSchema | undefined = undefined,
  O extends ValueSchema | undefined = undefined,
> {
  /** Checked before `run`: INPUT_INVALID, not tried again. `run` gets what the schema makes of it. */
  readonly input?: I;
  /** Checked after `run`: OUTPUT_INVALID, not tried again. */
  readonly output?: O;
  /** It may take more than 5 s. Default false. */
  readonly slow?: boolean;
  /** What it returns must be JSON; `undefined` is null. It fails only by throwing. */
  run(input: TypeOf<I>, context: HandlerContext): Returned<O> | Promise<Returned<O>>;
}

type TypeOf<S extends ValueSchema | undefined> = S extends ValueSchema ? ValueOf<S> : JsonValue;

type Returned<S extends ValueSchema | undefined> = S extends ValueSchema ? ValueOf<S> : unknown;

/** A handler whose input and output are checked by their schemas. */
export function defineHandler<
  const I extends ValueSchema | undefined = undefined,
  const O extends ValueSchema | undefined = undefined,
>(definition: HandlerDefinition<I, O>): Handler {
  const { input, output, slow } = definition;
  return {
    ...(slow !== undefined && { slow }),
    async run(given, context) {
      const value = input === undefined ? given : await applySchema(input, given, "INPUT_INVALID");
      const returned: unknown = await definition.run(value as TypeOf<I>, context);
      return output === undefined ? returned : applySchema(output, returned ?? null, "OUTPUT_INVALID");
    },
  };
}
