import { defineConfig, type ViteUserConfig } from "vitest/config";

/** One test configuration for every package; a package's own file extends it. */
export const base: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "reports/tests.json" }]],
    restoreMocks: true,
    // Machines are noisy: a time-out is for what hangs, never a measure of speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reportsDirectory: "reports/coverage" },
  },
});
