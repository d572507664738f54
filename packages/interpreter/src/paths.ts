import type { ChildSpec, TaskPath } from "@taskloom/interfaces";

/** The path of a container's child. */
export function childPath(parent: TaskPath, spec: ChildSpec): TaskPath {
  if (spec.index !== undefined) return `${parent}[${spec.index}]`;
  return `${parent}/${spec.segment ?? spec.id}`;
}

/** The path of the nth execution of the same task: the second and later ones are numbered. */
export function passPath(path: TaskPath, pass: number): TaskPath {
  return pass === 1 ? path : `${path}#${pass}`;
}
