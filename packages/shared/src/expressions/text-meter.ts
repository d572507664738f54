import type { Frame, SizeMeter } from "./frame.js";

/** Pays for JSON text that a function makes on the way, in steps. */
export function createTextMeter(frame: Frame): SizeMeter {
  return { spend: (characters) => frame.chargeWritten(characters) };
}
