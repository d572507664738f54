import { createLogUpdate } from "log-update";
import { colorsFor } from "../text/colors.js";
import { toOneLine } from "../text/one-line.js";
import type { Terminal } from "../terminal/terminal.js";
import { namePath } from "../text/name-path.js";
import { growTree } from "./grow-tree.js";
import { readProgress } from "./handler-progress.js";
import type { ProgressView } from "./progress-view.js";
import { renderTree } from "./render-tree.js";
import type { RunTree } from "./run-tree.js";

const FRAME_MS = 80;

/** The tree of a run, drawn over itself: for screens. */
export function createLiveView(
  run: Pick<RunTree, "runId" | "workflow" | "startedAt">,
  terminal: Terminal,
): ProgressView {
  const growing = growTree(run);
  const screen = startDrawing(growing.tree, terminal);
  return {
    tell: (text) => screen.print(text),
    show: (changes) => {
      for (const change of changes) growing.observe(change);
    },
    log: (line) => {
      const progress = readProgress(line);
      if (progress !== undefined) growing.note(line.path, progress);
      else if (line.level !== "debug") screen.print(`${namePath(line.path)}: ${line.message}`);
    },
    end: () => {
      growing.tree.endedAt = Date.now();
      screen.end();
    },
  };
}

interface Drawing {
  /** Writes a line that stays, above the tree. */
  print(text: string): void;
  end(): void;
}

/** Draws the tree again and again. */
function startDrawing(tree: RunTree, terminal: Terminal): Drawing {
  const { stderr } = terminal;
  const update = createLogUpdate(stderr);
  const colors = colorsFor(stderr, terminal);
  const draw = (): void => {
    // The cursor stands below the last line.
    // Some pseudo-terminals say that they have no size.
    const room = { rows: (stderr.rows || 24) - 1, columns: stderr.columns || 80 };
    update(renderTree(tree, { ...room, colors, now: Date.now() }).join("\n"));
  };
  const frames = setInterval(draw, FRAME_MS);
  draw();
  return {
    print: (text) => update.persist(toOneLine(text)),
    end: () => {
      clearInterval(frames);
      draw();
      update.done();
    },
  };
}
