import { z } from "zod";

/** A file as the report lists it. */
export const indexedFile = z.object({
  path: z.string(),
  sha256: z.string(),
  lines: z.int(),
  words: z.int(),
  /** How long it takes to read, in seconds. */
  seconds: z.int(),
  headings: z.array(z.object({ level: z.int(), title: z.string() })),
  links: z.object({ inside: z.array(z.string()), outside: z.array(z.string()) }),
});

/** What the aggregate task puts together. */
export const report = z.object({
  folder: z.string(),
  totals: z.object({ files: z.int(), left_out: z.int(), lines: z.int(), words: z.int(), seconds: z.int() }),
  keywords: z.array(z.string()),
  sections: z.array(z.object({ title: z.string(), files: z.array(z.string()) })),
  files: z.array(indexedFile),
});

export type IndexedFile = z.infer<typeof indexedFile>;
export type Report = z.infer<typeof report>;
