import { defineConfig } from "vitest/config";

// The tests that watch what is mutated; those of transports and documents would only cost time. It stands alone, since
// the mutants live in a copy of this package.
export default defineConfig({
  test: {
    include: [
      "test/auth/combine-auth.test.ts",
      "test/auth/{credentials,identities,limits,login,signing,state}/*.test.ts",
      "test/session/logins/*.test.ts",
      "test/testing/scheme/*.test.ts",
      "test/middleware/authentication/*.test.ts",
      "test/middleware/{redirect,events,pipeline}.test.ts",
      "test/session/own-proof.test.ts",
      "test/http/cookies/*.test.ts",
      "test/middleware/redirects/got.test.ts",
      "test/http/*.test.ts",
    ],
    testTimeout: 20_000,
  },
});
