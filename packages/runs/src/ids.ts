import { randomBytes } from "node:crypto";
import type { Clock, IdSource } from "@taskloom/interfaces";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ids of 26 characters: 10 of the time, in milliseconds, and 16 of chance. They sort by the time of their making. */
export function createIdSource(clock: Clock): IdSource {
  return { next: () => encodeTime(clock.now()) + encodeChance() };
}

function encodeTime(at: number): string {
  let left = at;
  let text = "";
  for (let position = 0; position < 10; position += 1) {
    text = (ALPHABET[left % 32] ?? "0") + text;
    left = Math.floor(left / 32);
  }
  return text;
}

function encodeChance(): string {
  return Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32] ?? "0").join("");
}
