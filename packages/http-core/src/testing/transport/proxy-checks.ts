import assert from "node:assert/strict";
import { inspect } from "node:util";
import { manualClock } from "../manual-clock.js";
import type { TransportError } from "../../errors.js";
import { rejection } from "./rejection.js";
import { proxyCredentials, proxyPassword, startProxy, withPassword, type LocalProxy } from "./local-proxy.js";
import { assertFreed } from "./local-server.js";
import { disposable, requestTo, sendContext, statusOf, type Check, type TransportSuite } from "./suite.js";

const forged = "Set-Cookie: id=forged\r\nLocation: https://elsewhere.example/\r\nContent-Length: 6\r\n\r\nforged";

/** What a proxy may send instead of the head of a tunnel, and the status that the error has. */
const refusals: readonly (readonly [what: string, response: string, status: number | undefined])[] = [
  ...[100, 201, 204, 206, 301, 302, 401, 403, 404, 407, 429, 500, 502, 503].map(
    (status) => [`status ${status}`, `HTTP/1.1 ${status} Reason\r\n${forged}`, status] as const,
  ),
  ["text that is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", undefined],
  ["a status line without a status", "HTTP/1.1\r\n\r\n", undefined],
  ["a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", undefined],
  ["a head of more than 16 KB", `HTTP/1.1 200 OK\r\nX-Large: ${"a".repeat(17_000)}\r\n\r\n`, undefined],
  ["a head without an end", "HTTP/1.1 200 OK\r\nX-A: a\r\n", undefined],
  ["nothing", "", undefined],
];

/** Checks what happens on the way through a proxy. */
export function testProxies(suite: TransportSuite, check: Check): void {
  for (const [what, response, status] of refusals) {
    check(`refuses ${what} in response to CONNECT`, ["network", "trust"], async () => {
      await using proxy = await startProxy((socket) => socket.end(response));
      const error = await failure(suite, proxy);
      const { code, phase, bytesSent, proxyStatus } = error;
      assert.deepEqual([code, phase, bytesSent, proxyStatus], ["PROXY_REFUSED", "proxy", "none", status]);
      assert.equal(error.status, undefined);
      assert.ok(error.message.includes(proxy.url), "the message does not name the proxy");
      assert.ok(!inspect(error, { depth: Infinity, showHidden: true }).includes("forged"));
    });
  }

  check("refuses a 407 of a proxy that forwards plain http", ["network", "trust"], async () => {
    await using proxy = await startProxy((socket) => socket.end(`HTTP/1.1 407 Reason\r\n${forged}`));
    const { code, phase, proxyStatus } = await failure(suite, proxy, "http://target.example/");
    assert.deepEqual([code, phase, proxyStatus], ["PROXY_REFUSED", "proxy", 407]);
  });

  check("names a proxy that can't be reached, without its password", ["network", "trust"], async () => {
    const proxy = await startProxy(() => {});
    await proxy[Symbol.asyncDispose]();
    for (const target of ["http://target.example/", "https://target.example/"]) {
      const error = await failure(suite, proxy, target);
      assert.deepEqual([error.code, error.phase, error.bytesSent], ["CONNECT_FAILED", "connect", "none"]);
      assert.ok(error.message.includes(`the proxy ${proxy.url}`), error.message);
      assert.ok(!inspect(error, { depth: Infinity, showHidden: true }).includes(proxyPassword));
    }
  });

  check(
    "asks a proxy to forward plain http, and gives its credentials to the proxy",
    ["network", "trust"],
    async () => {
      await using proxy = await startProxy((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
      assert.equal(await statusOf(suite, "http://target.example/a?b=c", { proxy: withPassword(proxy) }), 200);
      const [head = ""] = proxy.heads;
      assert.match(head, /^GET http:\/\/target\.example\/a\?b=c HTTP\/1\.1\r\n/);
      assert.match(head, /\r\nhost: target\.example\r\n/i);
      assert.ok(head.includes(proxyCredentials));
    },
  );

  for (const [when, end] of endings) {
    check(`frees the connection to a silent proxy ${when}`, ["network", "trust", "connectPhase"], async () => {
      const asked = Promise.withResolvers<void>();
      await using proxy = await startProxy(() => asked.resolve());
      await using transport = disposable(suite.make({ proxy: proxy.url }));
      const controller = new AbortController();
      const clock = manualClock();
      const context = sendContext({ signal: controller.signal, clock, timeout: { connectMs: 1_000 } });
      const settled = rejection(transport.send(requestTo("https://target.example/"), context));
      await asked.promise;
      await end({ controller, clock, close: async () => transport.close?.() });
      assert.equal((await settled).bytesSent, "none");
      await assertFreed(proxy, "the connection to the proxy was left open");
    });
  }
}

interface Ending {
  readonly controller: AbortController;
  readonly clock: ReturnType<typeof manualClock>;
  readonly close: () => Promise<void>;
}

const endings: readonly (readonly [when: string, end: (ending: Ending) => unknown])[] = [
  ["where the caller aborts", ({ controller }) => controller.abort()],
  ["at the limit of the connect phase", ({ clock }) => clock.advance(1_001)],
  ["in close()", ({ close }) => close()],
];

function failure(
  suite: TransportSuite,
  proxy: LocalProxy,
  url: string = "https://target.example/",
): Promise<TransportError> {
  return rejection(statusOf(suite, url, { proxy: withPassword(proxy) }));
}
