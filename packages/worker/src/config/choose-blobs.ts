import type { EngineName } from "./engine-name.js";
import { IN_MEMORY } from "./make-absolute.js";
import type { ResolvedConfig } from "./resolved-config.js";
import type { SettingReader } from "./setting-reader.js";
import { describeSource } from "./value-source.js";

type Blobs = ResolvedConfig["blobs"];

interface Surroundings {
  readonly engine: EngineName;
  readonly journalFile: string;
  /** As in the configuration. */
  readonly store: string;
}

/**
 * Where large values are kept: where it was said, else where it fits. They must live as long as the runs that refer to them,
 * no longer, and where all who need them can read; what does not fit is a problem of the reader.
 */
export function chooseBlobs(given: Blobs | undefined, around: Surroundings, reader: SettingReader): Blobs {
  const fitting = findFitting(around);
  const blobs = given ?? fitting;
  if (blobs !== "none" && blobs !== fitting) {
    const message = `is '${blobs}', ${describeMisfit(blobs, around)}`;
    reader.problems.push({ setting: "blobs", source: describeSource(reader.source("blobs")), message });
  }
  return blobs;
}

function findFitting({ engine, journalFile, store }: Surroundings): Blobs {
  if (engine === "temporal") return store === "memory" ? "none" : "redis";
  return journalFile === IN_MEMORY ? "memory" : "file";
}

function describeMisfit(blobs: Blobs, { engine, journalFile }: Surroundings): string {
  if (engine === "embedded") {
    const place = journalFile === IN_MEMORY ? "in memory" : "in a file";
    return `but the journal is ${place}: leave it out, or set 'none'`;
  }
  const why = blobs === "redis" ? "but the store is none" : "which the workers of a Temporal server do not share";
  return `${why}: use a Redis as the \`store\` and leave this out, or set 'none'`;
}
