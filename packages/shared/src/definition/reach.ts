/** Which nodes of a graph can be reached from which; nodes are numbers from 0. */
export interface Reach {
  /** Some path of at least one edge leads from the one to the other. */
  leads(from: number, to: number): boolean;
  /** The nodes themselves and all that can be reached from them. */
  flood(from: readonly number[]): Uint8Array;
}

/** Floods that are kept: one for each node that is asked about, 10 KB each in the largest definition. */
const MAX_KEPT = 1_000;

export function createReach(edges: readonly (readonly number[])[]): Reach {
  const kept = new Map<number, Uint8Array>();
  return {
    flood: (from) => flood(from, edges),
    leads(from, to) {
      let reached = kept.get(from);
      if (reached === undefined) {
        reached = flood(edges[from] ?? [], edges);
        if (kept.size < MAX_KEPT) kept.set(from, reached);
      }
      return reached[to] === 1;
    },
  };
}

function flood(from: readonly number[], edges: readonly (readonly number[])[]): Uint8Array {
  const reached = new Uint8Array(edges.length);
  const todo = [...from];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (reached[node] === 1) continue;
    reached[node] = 1;
    for (const next of edges[node] ?? []) if (reached[next] === 0) todo.push(next);
  }
  return reached;
}
