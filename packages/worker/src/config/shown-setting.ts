import type { JsonValue } from "@taskloom/interfaces";

/** A setting as it is shown. */
export interface ShownSetting {
  /** `journal.file`, for instance; `secrets.<NAME>` for each secret. */
  readonly setting: string;
  /** Milliseconds for durations; null where nothing is set; secrets as `***`. */
  readonly value: JsonValue;
  /** `--journal`, `TASKLOOM_JOURNAL`, the path of the configuration file, or `default`. */
  readonly source: string;
}
