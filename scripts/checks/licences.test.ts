import { expect, test } from "vitest";
import { findForbiddenLicences } from "./licences.mjs";

const ours = { license: "Apache-2.0" };

test.each(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "BlueOak-1.0.0", "(GPL-3.0 OR MIT)"])(
  "a run-time dependency under %s is fine",
  (license) => {
    const locked = { "packages/a": { ...ours, dependencies: { x: "1" } }, "node_modules/x": { license } };
    expect(findForbiddenLicences(locked, ["packages/a"])).toEqual([]);
  },
);

test.each(["GPL-3.0", "MPL-2.0", "MIT AND GPL-3.0", "UNLICENSED", undefined])(
  "a run-time dependency under %s is refused",
  (license) => {
    const x = license === undefined ? {} : { license };
    const locked = { "packages/a": { ...ours, dependencies: { x: "1" } }, "node_modules/x": x };
    expect(findForbiddenLicences(locked, ["packages/a"])).toHaveLength(1);
  },
);

test("dependencies of dependencies, of our other packages and optional ones count", () => {
  const locked = {
    "packages/a": { ...ours, dependencies: { b: "1" } },
    "packages/b": { ...ours, dependencies: { x: "1" } },
    "node_modules/b": { link: true, resolved: "packages/b" },
    "node_modules/x": { license: "MIT", dependencies: { y: "1" }, optionalDependencies: { z: "1" } },
    "node_modules/x/node_modules/y": { license: "GPL-3.0" },
    "node_modules/y": { license: "MIT" },
    "node_modules/z": { license: "MPL-2.0" },
  };
  expect(findForbiddenLicences(locked, ["packages/a"])).toEqual([
    "node_modules/x/node_modules/y: GPL-3.0",
    "node_modules/z: MPL-2.0",
  ]);
});

test("a tool that is only used while developing may have any licence", () => {
  const locked = { "packages/a": { ...ours, devDependencies: { x: "1" } }, "node_modules/x": { license: "GPL-3.0" } };
  expect(findForbiddenLicences(locked, ["packages/a"])).toEqual([]);
});
