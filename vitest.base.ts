import { defineConfig, type ViteUserConfig } from "vitest/config";

/** One test configuration for every package; a package's own file extends it. */
export const base: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "reports/tests.json" }]],
    restoreMocks: true,
    testTimeout: 20_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reportsDirectory: "reports/coverage" },
  },
});
