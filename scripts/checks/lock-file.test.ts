import { expect, test } from "vitest";
import { findLockProblems } from "./lock-file.mjs";
import { platformOf } from "./platform.mjs";

test("a lock file without addresses that has every optional package is fine", () => {
  const parent = { version: "1.0.0", optionalDependencies: { "p-linux-x64-gnu": "1.0.0" } };
  const locked = { "node_modules/p": parent, "node_modules/p-linux-x64-gnu": { version: "1.0.0" } };
  expect(findLockProblems({ ...locked, "node_modules/ours": { link: true, resolved: "packages/ours" } })).toEqual([]);
});

test("a download address is refused", () => {
  expect(findLockProblems({ "node_modules/p": { resolved: "https://registry.invalid/p.tgz" } })).toHaveLength(1);
});

test("a package for another platform that is missing is refused", () => {
  expect(findLockProblems({ "node_modules/p": { optionalDependencies: { "p-darwin-x64": "1.0.0" } } })).toHaveLength(1);
});

test.each([
  ["@oxlint/binding-linux-x64-gnu", { os: ["linux"], cpu: ["x64"], libc: ["glibc"] }],
  ["@oxlint/binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
  ["@oxlint/binding-openharmony-arm64", { os: ["openharmony"], cpu: ["arm64"] }],
  ["@turbo/windows-64", { os: ["win32"], cpu: ["x64"] }],
  ["@oxlint-tsgolint/darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
])("%s says its platform", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
