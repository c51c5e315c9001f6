/** The part of a test runner that the suites need: vitest, jest, mocha and `node:test` all have it. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void> | void): void;
  /** Reports a check that does not apply; without it such checks are left out. */
  skip?(name: string, body: () => void): void;
}
