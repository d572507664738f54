import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { TaskloomError } from "@taskloom/shared";
import { readCode } from "./file-failure.js";

/** A folder that paths cannot leave, neither by `..` nor by links. */
export interface RootFolder {
  /**
   * Where something that exists really is, links resolved.
   * @throws PATH_REFUSED, and the file system's error when there is nothing
   */
  find(path: string): Promise<string>;
  /**
   * Where a file that may not exist yet really will be.
   * @throws PATH_REFUSED, also for a link that leads nowhere
   */
  findNew(path: string): Promise<string>;
  /** A found place as seen from the folder, with `/`. */
  show(place: string): Promise<string>;
}

/** `root` may be reached through links itself. */
export function createRootFolder(root: string): RootFolder {
  const resolveInside = async (path: string): Promise<string> => {
    const absolute = resolve(root, path);
    if (!isInside(absolute, root) && !isInside(absolute, await realpath(root))) throw refuse(path);
    return absolute;
  };
  const assertInside = async (place: string, path: string): Promise<string> => {
    if (!isInside(place, await realpath(root))) throw refuse(path);
    return place;
  };
  return {
    find: async (path) => assertInside(await realpath(await resolveInside(path)), path),
    findNew: async (path) => assertInside(await resolveNew(await resolveInside(path), path), path),
    show: async (place) =>
      relative(await realpath(root), place)
        .split(sep)
        .join("/"),
  };
}

/** The real place of what exists of a path, with the rest behind it. */
async function resolveNew(absolute: string, path: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    if (readCode(error) !== "ENOENT") throw error;
  }
  // What would be written through it could be anywhere.
  if (await isThere(absolute)) throw refuse(path);
  return join(await resolveNew(dirname(absolute), path), basename(absolute));
}

async function isThere(absolute: string): Promise<boolean> {
  try {
    await lstat(absolute);
    return true;
  } catch {
    return false;
  }
}

function isInside(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === place;
}

function refuse(path: string): TaskloomError {
  return new TaskloomError("PATH_REFUSED", `${path} leaves the folder that file handlers may use`, {
    details: { path },
  });
}
