import { defaultMaxCheckMs, runInTime } from "../deadline.js";
import { testExchanges } from "./exchange-checks.js";
import { testFaults } from "./fault-checks.js";
import { testProxies } from "./proxy-checks.js";
import type { Check, TransportSuite } from "./suite.js";
import { testOddHeads } from "./head-checks.js";
import { testSources } from "./source-checks.js";
import { testStreams } from "./stream-checks.js";
import { testUploads } from "./upload-checks.js";
import { testTunnels } from "./tunnel-checks.js";
import { testTls } from "./tls-checks.js";

const waitsFor = (): string =>
  "Perhaps the transport does not notice a response, the end of a body, an abort signal or a timeout, or its close() does not finish";

/**
 * Declares the conformance tests of a transport: bodies in both directions, bodies that fail or are not read,
 * back-pressure, aborts, time limits, invalid responses, TLS, proxies, and the fields of errors. The suite starts all
 * servers itself, on loopback.
 *
 * @param suite - the transport, what it can't do, and a test runner
 */
export function testTransport(suite: TransportSuite): void {
  const { name, runner, cannot = [], maxCheckMs = defaultMaxCheckMs } = suite;
  const check: Check = (title, needs, body) => {
    const missing = needs.find((need) => cannot.includes(need));
    if (missing === undefined) runner.it(title, () => runInTime(body, { maxCheckMs, waitsFor }));
    else runner.skip?.(`${title} (it declares that it can't: ${missing})`, () => {});
  };
  runner.describe(`${name} as a Transport`, () => {
    testExchanges(suite, check);
    testFaults(suite, check);
    testUploads(suite, check);
    testSources(suite, check);
    testStreams(suite, check);
    testOddHeads(suite, check);
    testTls(suite, check);
    testProxies(suite, check);
    testTunnels(suite, check);
  });
}
