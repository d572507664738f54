import { ERROR_CODES } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { readPage } from "./page.js";
import { renderErrors } from "./render-errors.js";

it("docs/errors.md is what write-errors.ts makes of the catalogue", () => {
  expect(readPage("docs/errors.md").text).toBe(renderErrors());
});

it("the page has a heading for each code, so that links to them lead there", () => {
  const headings = [...renderErrors().matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toStrictEqual(Object.keys(ERROR_CODES));
});
