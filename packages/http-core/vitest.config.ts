import { defineConfig, mergeConfig } from "vitest/config";
import { base } from "../../vitest.base.js";

export default mergeConfig(
  base,
  defineConfig({
    test: {
      coverage: {
        reporter: ["text-summary", "json-summary"],
        reportOnFailure: true,
        thresholds: { lines: 95, branches: 95 },
      },
    },
  }),
);
