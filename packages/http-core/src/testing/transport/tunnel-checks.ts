import assert from "node:assert/strict";
import type { TransportOptions } from "../../transports/options.js";
import { rejection } from "./rejection.js";
import { openRequestedTunnel, proxyCredentials, startProxy, withPassword } from "./local-proxy.js";
import { startHttpsServer, type ServerIdentity } from "./local-server.js";
import { statusOf, type Check, type TransportSuite } from "./suite.js";

/** Checks TLS with a server behind a proxy, and with the proxy itself. */
export function testTunnels(suite: TransportSuite, check: Check): void {
  const { certificates } = suite;
  if (certificates === undefined) return;
  const { ca, good, wrongName, expired, selfSigned, client } = certificates;
  const kinds: readonly (readonly [kind: string, identity: ServerIdentity | undefined])[] = [
    ["an http proxy", undefined],
    ["an https proxy", good],
  ];

  for (const [kind, identity] of kinds) {
    check(`reaches a server through ${kind}, which sees no client certificate`, ["network", "trust"], async () => {
      const seen: string[] = [];
      await using server = await startHttpsServer({ ...good, clientCa: ca }, (request, response) => {
        seen.push(JSON.stringify(request.rawHeaders));
        response.end("x");
      });
      await using proxy = await startProxy(openRequestedTunnel, identity);
      assert.equal(await statusOf(suite, server.url, { ca, ...client, proxy: withPassword(proxy) }), 200);
      const [head = ""] = proxy.heads;
      assert.ok(
        head.startsWith(`CONNECT ${new URL(server.url).host} HTTP/1.1\r\n`) && head.includes(proxyCredentials),
        head,
      );
      assert.doesNotMatch(seen.join(), /proxy-/i);
      assert.equal(proxy.clientCertificates(), 0, "the proxy got the client certificate");
    });

    const untrusted: readonly (readonly [string, ServerIdentity, TransportOptions, host: string])[] = [
      ["an unknown CA", good, {}, "localhost"],
      ["a certificate for another name", wrongName, { ca }, "localhost"],
      ["a certificate for the proxy's name at an address", good, { ca }, "127.0.0.1"],
      ["an expired certificate", expired, { ca }, "localhost"],
      ["a self-signed certificate", selfSigned, { ca }, "localhost"],
    ];
    for (const [what, server, options, host] of untrusted) {
      if (identity !== undefined && options.ca === undefined) continue;
      check(`refuses ${what} behind ${kind}`, ["network", "trust"], async () => {
        await using target = await startHttpsServer(server, (_, response) => void response.end("x"));
        await using proxy = await startProxy(openRequestedTunnel, identity);
        const url = target.url.replace("localhost", host);
        const error = await rejection(
          statusOf(suite, url, { ...options, proxy: proxy.url.replace("127.0.0.1", "localhost") }),
        );
        assert.deepEqual([error.code, error.phase, error.bytesSent], ["TLS_FAILED", "tls", "none"]);
        assert.equal(proxy.heads.length, 1, "the proxy was not asked");
      });
    }
  }

  check("refuses a proxy with a certificate for another name, before it is asked", ["network", "trust"], async () => {
    await using proxy = await startProxy(openRequestedTunnel, wrongName);
    const error = await rejection(statusOf(suite, "https://other.example/", { ca, proxy: withPassword(proxy) }));
    assert.deepEqual([error.code, error.phase, error.bytesSent], ["TLS_FAILED", "tls", "none"]);
    assert.deepEqual(proxy.heads, []);
  });
}
