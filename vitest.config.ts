import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import { ServerFirst } from "./scripts/test/server-first.js";

// What Node runs is not made for bundlers: some of it that is, Node cannot load.
const sourceFirst = ["@taskloom/source", ...defaultServerConditions.filter((condition) => condition !== "module")];

export default defineConfig({
  ssr: { resolve: { conditions: sourceFirst } },
  test: {
    include: ["packages/**/src/**/*.test.ts", "scripts/**/*.test.ts", "examples/**/*.test.ts", "docs/**/*.test.ts"],
    globalSetup: ["scripts/redis/global-setup.ts", "scripts/temporal/global-setup.ts"],
    sequence: { sequencer: ServerFirst },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      include: ["packages/**/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.fixture.ts", "packages/contracts/**"],
      reporter: ["text-summary", "html", "json-summary"],
      thresholds: {
        statements: 90,
        branches: 90,
        functions: 90,
        lines: 90,
        "packages/{interfaces,factory,interpreter}/src/**/*.ts": { branches: 100 },
      },
    },
  },
});
