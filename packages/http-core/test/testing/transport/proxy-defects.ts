import { once } from "node:events";
import { connect } from "node:tls";
import {
  createResponse,
  gotTransport,
  isTransportError,
  TransportError,
  type Transport,
  type TransportOptions,
} from "../../../src/index.js";
import { createRequest } from "../../../src/http/request.js";
import { systemClock } from "../../../src/util/clock.js";
import { broken, type Defect } from "../../support/broken-transport.js";

/** Takes what a proxy sent for the server's response. */
function gullible(options?: TransportOptions): Transport {
  const inner = gotTransport(options);
  return {
    async send(request, context) {
      try {
        return await inner.send(request, context);
      } catch (error) {
        const status = isTransportError(error) ? error.proxyStatus : undefined;
        if (status === undefined || status < 200) throw error;
        return createResponse({ status, headers: new Headers(), url: request.url, body: Buffer.from("forged") });
      }
    },
    close: async () => inner.close?.(),
  };
}

/** Shows its client certificate to a proxy, in a connection of its own. */
function revealing(options: TransportOptions = {}): Transport {
  const inner = gotTransport(options);
  return {
    async send(request, context) {
      const { proxy, cert, key } = options;
      if (typeof proxy === "string" && cert !== undefined && key !== undefined) {
        const { hostname: host, port } = new URL(proxy);
        const socket = connect({ host, port: Number(port), cert, key, rejectUnauthorized: false });
        socket.on("error", () => {});
        await once(socket, "secureConnect");
      }
      return inner.send(request, context);
    },
    close: async () => inner.close?.(),
  };
}

/** got's transport, which says more than it should in its errors. */
function talkative(options?: TransportOptions): Transport {
  const inner = gotTransport(options);
  return {
    async send(request, context) {
      try {
        return await inner.send(request, context);
      } catch (error) {
        if (isTransportError(error)) error.message += ` (${options?.proxy})`;
        throw error;
      }
    },
    close: async () => inner.close?.(),
  };
}

/** Reports at once that an exchange has ended, and goes on connecting. */
function abandoning(options?: TransportOptions): Transport {
  const inner = gotTransport(options);
  const ended = Promise.withResolvers<never>();
  const closing: (() => void)[] = [];
  return {
    send(request, { signal, clock, timeout }) {
      const facts = { method: request.method, url: request.url, phase: "connect", bytesSent: "none" } as const;
      const end = (): void => ended.reject(new TransportError("SEND_ABORTED", "ended", facts));
      signal?.addEventListener("abort", end);
      clock.setTimer(end, timeout.connectMs ?? 0);
      closing.push(end);
      return Promise.race([inner.send(request, { clock: systemClock, timeout: {} }), ended.promise]);
    },
    close: async () => closing.splice(0).forEach((end) => end()),
  };
}

/** What a transport can do wrong with a proxy. */
export const proxyDefects: readonly Defect[] = [
  ["takes a proxy's response for the server's", "refuses status 401 in response to CONNECT", gullible],
  ["takes a proxy's 407 for the server's", "refuses a 407 of a proxy that forwards plain http", gullible],
  ["says a proxy's password", "names a proxy that can't be reached, without its password", talkative],
  [
    "gives a proxy's credentials to the server",
    "reaches a server through an http proxy, which sees no client certificate",
    broken((send) => (request, context) => {
      const headers = { ...Object.fromEntries(request.headers), "proxy-authorization": "Basic dTpw" };
      return send(createRequest({ ...request, url: request.url, method: request.method, headers }), context);
    }),
  ],
  [
    "shows its client certificate to a proxy",
    "reaches a server through an https proxy, which sees no client certificate",
    revealing,
  ],
  [
    "uses no proxy",
    "asks a proxy to forward plain http, and gives its credentials to the proxy",
    (options) => gotTransport({ ...options, proxy: false }),
  ],
  ...["where the caller aborts", "at the limit of the connect phase", "in close()"].map((when): Defect => [
    `goes on connecting ${when}`,
    `frees the connection to a silent proxy ${when}`,
    abandoning,
  ]),
  [
    "trusts whoever a proxy leads to",
    "refuses a certificate for the proxy's name at an address behind an http proxy",
    (options) => gotTransport({ ...options, insecure: true }),
  ],
  [
    "trusts whoever calls itself the proxy",
    "refuses a proxy with a certificate for another name, before it is asked",
    (options) => gotTransport({ ...options, insecure: true }),
  ],
];
