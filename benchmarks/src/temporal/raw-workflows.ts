/** What one would write by hand on the Temporal SDK, as its documentation teaches: each activity adds one. */
import { proxyActivities, proxyLocalActivities } from "@temporalio/workflow";

export interface RawInput {
  readonly tasks: number;
  readonly isLocal: boolean;
}

interface Activities {
  addOne(value: number): Promise<number>;
}

const regular = proxyActivities<Activities>({ startToCloseTimeout: "1 minute" });
const local = proxyLocalActivities<Activities>({ startToCloseTimeout: "1 minute" });

/** Each task gets what the one before gave. */
export async function sequence({ tasks, isLocal }: RawInput): Promise<number> {
  const { addOne } = isLocal ? local : regular;
  let value = 0;
  for (let task = 0; task < tasks; task += 1) value = await addOne(value);
  return value;
}

/** As many at once as Taskloom allows. */
const WINDOW = 100;

export async function fanOut({ tasks, isLocal }: RawInput): Promise<number[]> {
  const { addOne } = isLocal ? local : regular;
  const results: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks) {
      const item = (next += 1);
      results[item - 1] = await addOne(item);
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, work));
  return results;
}
