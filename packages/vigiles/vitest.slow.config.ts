import { defineConfig } from "vitest/config";
import { base } from "../../vitest.base.js";

/** Suites that start a process for each of many command lines. */
export default defineConfig({
  test: {
    ...base.test,
    include: ["test/slow/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "reports/slow.json" }]],
    maxConcurrency: 3,
  },
});
