import type { BlobRef, RunId } from "@taskloom/interfaces";

const PREVIEW_LENGTH = 200;

/** What names a kept JSON text. */
export function createBlobRef(run: RunId, text: string, bytes: number, sha256: string): BlobRef {
  return { run, sha256, bytes, preview: previewOf(text) };
}

/** The first characters, never half of one. Copied: a slice would keep the whole text in memory with the reference. */
function previewOf(text: string): string {
  const end = isHighSurrogate(text, PREVIEW_LENGTH - 1) ? PREVIEW_LENGTH - 1 : PREVIEW_LENGTH;
  return Array.from(text.slice(0, end)).join("");
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
