import { defineConfig } from "vitest/config";

// The tests that watch what is mutated; those of transports and documents would only cost time. It stands alone, since
// the mutants live in a copy of this package.
export default defineConfig({
  test: {
    include: [
      "test/auth/{retry-window,replay,login-failures,renewal,interleavings,boundaries}.test.ts",
      "test/schemes/*.test.ts",
      "test/session/{headers,middleware,redirect,channels}.test.ts",
      "test/session/redirects/got.test.ts",
    ],
    testTimeout: 20_000,
  },
});
