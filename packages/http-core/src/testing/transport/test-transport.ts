import { testExchanges } from "./exchange-checks.js";
import { testFaults } from "./fault-checks.js";
import type { Check, TransportSuite } from "./suite.js";
import { testTls } from "./tls-checks.js";

/**
 * The conformance suite for transports: bodies both ways, streaming with back-pressure, aborts and timeouts by phase,
 * broken answers, TLS, and the shape of every error. All servers are started by the suite, on loopback.
 *
 * @param suite - the transport, what it can't do, and the runner that runs the checks
 */
export function testTransport(suite: TransportSuite): void {
  const { name, runner, cannot = [] } = suite;
  const check: Check = (title, needs, body) => {
    const missing = needs.find((need) => cannot.includes(need));
    if (missing === undefined) runner.it(title, body);
    else runner.skip?.(`${title} (it declares that it can't: ${missing})`, () => {});
  };
  runner.describe(`${name} as a Transport`, () => {
    testExchanges(suite, check);
    testFaults(suite, check);
    testTls(suite, check);
  });
}
