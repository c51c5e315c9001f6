import { defineConfig } from "vitest/config";

// The tests that watch what is mutated; those of transports and documents would only cost time. It stands alone, since
// the mutants live in a copy of this package.
export default defineConfig({
  test: {
    include: [
      "test/auth/{credentials,identities,limits,login,signing,state}/*.test.ts",
      "test/session/logins/*.test.ts",
      "test/middleware/authentication/*.test.ts",
      "test/middleware/{events,pipeline}.test.ts",
    ],
    testTimeout: 20_000,
  },
});
