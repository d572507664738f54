import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { needsServer } from "../temporal/server-use.js";

/** Files that need a Temporal server take longest: begun last, they would keep one of two workers waiting for the other. */
export class ServerFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own method: the files are not sorted in place
    const sorted = await super.sort(files);
    const { root } = this.ctx.config;
    const isFirst = ({ moduleId }: TestSpecification): boolean => needsServer(relative(root, moduleId));
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}
