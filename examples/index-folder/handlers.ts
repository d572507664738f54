import { defineHandlers } from "taskloom";
import { listFiles } from "./folder/list-files.js";
import { readFile } from "./folder/read-file.js";
import { findKeywordsFromCounts } from "./keywords/from-counts.js";
import { findKeywordsFromFiles } from "./keywords/from-files.js";
import { checkReport } from "./report/check-report.js";
import { makeOneSection, makeSectionsByFolder } from "./report/sections.js";
import { writeJson, writeMarkdown } from "./report/write-report.js";
import { analyseWords, estimateReadingTime, findHeadings, findLinks } from "./text/analyses.js";

/** What the `action`s of both definitions name. */
export default defineHandlers({
  "folder.list": listFiles,
  "file.read": readFile,
  "text.words": analyseWords,
  "text.headings": findHeadings,
  "text.links": findLinks,
  "text.reading-time": estimateReadingTime,
  "keywords.from-counts": findKeywordsFromCounts,
  "keywords.from-files": findKeywordsFromFiles,
  "sections.one": makeOneSection,
  "sections.by-folder": makeSectionsByFolder,
  "report.check": checkReport,
  "report.write-json": writeJson,
  "report.write-markdown": writeMarkdown,
});
