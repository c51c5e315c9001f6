import assert from "node:assert/strict";
import { isTransportError } from "../../errors.js";
import type { TransportOptions } from "../../transports/options.js";
import { startHttpsServer, type ServerIdentity } from "./local-server.js";
import { statusOf, type Check, type TransportSuite } from "./suite.js";

/** Checks which certificates are accepted. */
export function testTls(suite: TransportSuite, check: Check): void {
  const { certificates } = suite;
  if (certificates === undefined) return;
  const { ca, good, wrongName, expired, selfSigned, client } = certificates;

  check("trusts its own CA in addition to the default ones", ["network", "trust"], async () => {
    assert.equal(await statusFrom(suite, good, { ca }), 200);
  });

  const untrusted: readonly (readonly [string, ServerIdentity, TransportOptions])[] = [
    ["an unknown CA", good, {}],
    ["a certificate for another name", wrongName, { ca }],
    ["an expired certificate", expired, { ca }],
    ["a self-signed certificate", selfSigned, { ca }],
  ];
  for (const [what, identity, options] of untrusted) {
    check(`refuses ${what} before anything is sent`, ["network", "trust"], async () => {
      const error = await statusFrom(suite, identity, options).catch((reason: unknown) => reason);
      assert.ok(isTransportError(error));
      assert.deepEqual([error.code, error.phase, error.bytesSent], ["TLS_FAILED", "tls", "none"]);
    });
  }

  check("shows its client certificate", ["network", "trust"], async () => {
    const asking = { ...good, clientCa: ca };
    assert.equal(await statusFrom(suite, asking, { ca, ...client }), 200);
    assert.ok(isTransportError(await statusFrom(suite, asking, { ca }).catch((reason: unknown) => reason)));
  });

  check(
    "accepts every certificate if certificate checks are disabled; other transports still check certificates",
    ["network", "trust"],
    async () => {
      assert.equal(await statusFrom(suite, selfSigned, { insecure: true }), 200);
      assert.ok(isTransportError(await statusFrom(suite, selfSigned, {}).catch((reason: unknown) => reason)));
    },
  );
}

async function statusFrom(suite: TransportSuite, identity: ServerIdentity, options: TransportOptions): Promise<number> {
  await using server = await startHttpsServer(identity, (_, response) => void response.end("x"));
  return await statusOf(suite, server.url, options);
}
