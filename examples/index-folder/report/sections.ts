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
    const folders = new Map<string, string[]>();
    for (const path of files) {
      const title = folderOf(path);
      const listed = folders.get(title);
      if (listed === undefined) folders.set(title, [path]);
      else listed.push(path);
    }
    return { sections: Array.from(folders, ([title, listed]) => ({ title, files: listed })) };
  },
});

function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "At the top" : path.slice(0, end);
}
