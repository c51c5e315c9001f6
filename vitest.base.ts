import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";

/** One test configuration for every package; a package's own file extends it. */
export const base: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "reports/tests.json" }]],
    restoreMocks: true,
    // Machines are noisy: timeouts only stop tests that hang, and say nothing about speed.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reportsDirectory: "reports/coverage" },
  },
});

/** The configuration for slow suites. They have their own folder and their own report. */
export const slow: ViteUserConfig = mergeConfig(
  { ...base, test: { ...base.test, include: [], reporters: [] } },
  defineConfig({
    test: {
      include: ["slow/**/*.test.ts"],
      reporters: ["default", ["json", { outputFile: "reports/slow.json" }]],
      testTimeout: 600_000,
      hookTimeout: 600_000,
    },
  }),
);
