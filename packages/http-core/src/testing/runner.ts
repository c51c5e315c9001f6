/** The part of a test runner that the suites need: vitest, jest, mocha and `node:test` all have it. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void> | void): void;
}
