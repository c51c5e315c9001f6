/** The part of a test runner that the suites use: vitest, jest, mocha and `node:test` have it. */
export interface TestRunner {
  /** Groups tests. */
  describe(name: string, body: () => void): void;
  /** Declares a test. */
  it(name: string, body: () => Promise<void> | void): void;
  /** Reports a check that does not apply. Without this method such checks are left out. */
  skip?(name: string, body: () => void): void;
}
