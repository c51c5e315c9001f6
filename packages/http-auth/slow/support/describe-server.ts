import { afterAll, beforeAll, describe } from "vitest";
import { findServer, startWebServer, type WebServer, type WebServerKind } from "./web-server.js";

const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

/**
 * Defines the tests against a web server. Where it is not installed they are skipped, with the reason in their name, except
 * in CI.
 *
 * @param kind - the server
 * @param define - defines the tests; `origin` returns where the server listens
 */
export function describeServer(kind: WebServerKind, define: (origin: () => string) => void): void {
  const isMissing = findServer(kind.program) === undefined && !isCi;
  const why = isMissing ? ` (skipped: ${kind.program} is not installed, and this is not CI)` : "";
  describe.skipIf(isMissing)(`${kind.program}${why}`, () => {
    let server: WebServer | undefined;
    beforeAll(async () => {
      server = await startWebServer(kind);
    });
    afterAll(() => server?.[Symbol.asyncDispose]());
    define(() => server?.origin ?? "");
  });
}
