import { defineHandler } from "taskloom";
import { z } from "zod";

const input = z.object({ files: z.array(z.string()) });

/** `sections.one`: all files under one title. */
export const makeOneSection = defineHandler({
  input,
  run: ({ files }) => ({ sections: [{ title: "Files", files }] }),
});

/** `sections.by-folder`: a section for each folder. */
export const makeSectionsByFolder = defineHandler({
  input,
  run({ files }) {
    const titles = [...new Set(files.map(folderOf))];
    return { sections: titles.map((title) => ({ title, files: files.filter((path) => folderOf(path) === title) })) };
  },
});

function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "At the top" : path.slice(0, end);
}
