import { describe, expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme, type Transport } from "../../src/index.js";
import { gotTransport } from "../../src/transports/got.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { loopback, type Loopback } from "../support/loopback.js";
import { recordWarnings } from "../support/warnings.js";

/** Gets a token of a machine's metadata service by PUT, and sends it with each request. There is no secret. */
function metadataAuth(origin: string): AuthScheme<Secret> {
  return {
    name: "metadata",
    origins: [origin],
    secrets: { headers: ["x-metadata-token"] },
    identity: () => ({ principal: "this machine" }),
    async acquire({ send, clock }) {
      const requestedAtMs = clock.nowMs();
      const response = await send(`${origin}/api/token`, { method: "PUT", headers: { "x-ttl-seconds": "600" } });
      const token = await response.text();
      if (!response.ok || !/^[\w-]+$/.test(token)) throw new AuthenticationError("transient", "no token");
      return { value: new Secret(token), expiresAt: requestedAtMs + 600_000 };
    },
    apply: (request, token) => request.with({ headers: { "x-metadata-token": token.reveal() } }),
  };
}

/** The service. As a proxy on loopback it receives whole URLs. */
function metadataService(): Promise<Loopback> {
  return loopback(({ method, url, headers }, response) => {
    if (method === "PUT" && url.endsWith("/api/token")) return void response.end("token-1");
    response.writeHead(headers["x-metadata-token"] === "token-1" ? 200 : 401).end("{}");
  });
}

type Reach = (service: Loopback) => { readonly origin: string; readonly options: object };

/** An address is not looked up, so that a proxy on loopback takes its place; a name is resolved to loopback. */
const ways: readonly (readonly [string, Reach])[] = [
  ["http://169.254.169.254", ({ url }) => ({ origin: "http://169.254.169.254", options: { proxy: url } })],
  [
    "a name that is looked up",
    ({ host }) => ({
      origin: `http://metadata.internal:${host.split(":")[1]}`,
      options: { proxy: false, lookup: lookUpLoopback },
    }),
  ],
];

function lookUpLoopback(
  _name: string,
  options: { readonly all?: boolean },
  done: (...results: unknown[]) => void,
): void {
  if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
  else done(null, "127.0.0.1", 4);
}

const transports: readonly (readonly [string, (options: object) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

describe.each(ways)("a metadata service at %s", (_, reach) => {
  it.each(transports)("gives its token over plain http, with one warning, by %s", async (__, make) => {
    await using service = await metadataService();
    const { origin, options } = reach(service);
    const transport = make(options);
    const logger = recordWarnings();
    await using session = createSession({ auth: metadataAuth(origin), baseUrl: origin, transport, logger });
    const statuses = await Promise.all([session.get("/identity"), session.get("/zone"), session.get("/tags")]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(service.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(logger.lines).toEqual([expect.stringContaining(`to ${origin} without encryption`)]);
    await transport.close?.();
  });
});
