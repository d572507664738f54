import type { Handler } from "@taskloom/interfaces";

/** `core.echo`: gives its input. */
export const echoHandler: Handler = { run: (input) => input };
