import picocolors from "picocolors";
import { hasColors, type Output, type Terminal } from "../terminal/terminal.js";

/** Makes text green, red …, or leaves it as it is where no colours are wanted. */
export type Colors = ReturnType<typeof picocolors.createColors>;

export function colorsFor(output: Output, terminal: Terminal): Colors {
  return picocolors.createColors(hasColors(output, terminal));
}
