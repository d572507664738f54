import type { InjectionToken } from "tsyringe";

/** A name under which a container gives a value of one type. The text is for error messages. */
export function token<T>(name: string): InjectionToken<T> {
  return Symbol(name);
}
