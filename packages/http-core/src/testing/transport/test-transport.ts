import type { TransportOptions } from "../../transports/options.js";
import type { Transport } from "../../transports/transport.js";
import type { MemoryHandler } from "../memory-transport.js";
import type { TestRunner } from "../runner.js";
import { testExchanges } from "./exchange-checks.js";
import { testFaults } from "./fault-checks.js";
import { testTls, type TestCertificates } from "./tls-checks.js";

/** What a transport may be unable to do; its checks are reported as skipped. */
export type TransportInability =
  /** It has no network: only exchanges are checked, over `connect`. */
  | "network"
  /** It can't tell when it has connected, nor limit that phase. */
  | "connectPhase"
  /** It takes no authority, client certificate or proxy. */
  | "trust"
  /** It refuses encoded answers instead of handing them over. */
  | "encodedAnswers";

/** What {@link testTransport} runs on. */
export interface TransportSuite {
  readonly name: string;
  readonly runner: TestRunner;
  readonly make: (options?: TransportOptions) => Transport;
  /** For a transport without a network: makes one that is answered by a handler. */
  readonly connect?: (handler: MemoryHandler) => Transport;
  readonly cannot?: readonly TransportInability[];
  /** For the TLS checks; without them they are skipped. */
  readonly certificates?: TestCertificates;
}

/** One check of the suite, or its name alone where the transport can't do it. */
export type Check = (name: string, needs: readonly TransportInability[], body: () => Promise<void>) => void;

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
