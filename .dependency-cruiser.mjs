import { importRules } from "./scripts/checks/import-rules.mjs";

export default {
  forbidden: importRules,
  options: {
    doNotFollow: { path: "node_modules" },
    // Built files, but not the dist folders of what is installed: hiding those would switch rules off.
    exclude: { path: "^packages/.*/dist/" },
    tsConfig: { fileName: "tsconfig.base.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@taskloom/source", "import", "types", "node", "default"],
      extensions: [".ts", ".mjs", ".js", ".d.ts"],
    },
  },
};
