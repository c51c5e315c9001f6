import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, Secret, type AuthScheme, type Logger, type Transport } from "../../src/index.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { loopback } from "../support/loopback.js";
import { printedTexts } from "../support/printed-texts.js";
import { readings, textEncodings } from "../support/text-encodings.js";

const token = "tok/EN+canary9'Zq&7=A<b";
const plainToken = "tokENcanary9Zq7Abcdefgh0123";

const transports: readonly (readonly [string, () => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
  ["fetch", fetchTransport],
];

function bearer(origin: string, value: string): AuthScheme<Secret> {
  return {
    name: "bearer",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: "user", secret: new Secret(`pw-${value}`) }),
    acquire: async () => ({ value: new Secret(value) }),
    apply: (request, held) => request.with({ headers: { authorization: `Bearer ${held.reveal()}` } }),
  };
}

/** Calls a server that quotes the token, and returns everything that shows of the result. */
async function callReflecting(
  value: string,
  make: () => Transport,
  respond: (token: string, response: ServerResponse) => void,
): Promise<{ readonly texts: readonly string[]; readonly error: unknown }> {
  await using server = await loopback((_, response) => respond(value, response));
  const texts: string[] = [];
  const keep = (...things: unknown[]): void => void texts.push(...things.flatMap((thing) => printedTexts(thing)));
  const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
  const channels = ["request", "response", "reauth", "retry"].map((name) => `org:http-core:${name}`);
  for (const channel of channels) subscribe(channel, keep);
  const transport = make();
  let error: unknown;
  try {
    const auth = bearer(server.url, value);
    const session = createSession({ baseUrl: server.url, transport, logger, auth, retry: false });
    const response = await session.get("/x", { reauthenticate: false });
    keep(response);
    await response.json();
  } catch (reason) {
    error = reason;
    keep(reason);
  } finally {
    for (const channel of channels) unsubscribe(channel, keep);
    await transport.close?.();
  }
  return { texts, error };
}

const json = (body: string, response: ServerResponse): void =>
  void response.writeHead(403, { "content-type": "application/json" }).end(body);

describe.each(transports)("over %s, a server that quotes the token shows it nowhere", (_, make) => {
  it.each(Object.entries(textEncodings))("in a message, in %s", async (_name, encode) => {
    const quoted = encode(token);
    const { texts, error } = await callReflecting(token, make, (_value, response) =>
      response.writeHead(403, { "content-type": "text/plain" }).end(`bad ${quoted} end`),
    );
    const serverMessage: unknown = expect.stringMatching(/^bad \S*\[redacted\]\S* end$/);
    expect(error).toMatchObject({ code: "HTTP_STATUS", serverMessage });
    expect(texts.filter((text) => text.includes(quoted) || text.includes(token))).toEqual([]);
    const message = (error as Error).message;
    expect(readings(message).filter((text) => text.includes(token.toLowerCase()))).toEqual([]);
  });

  const places: readonly (readonly [string, (value: string, response: ServerResponse) => void])[] = [
    ["the JSON of .NET", (value, response) => json(`{"message":"bad ${escapeNet(value)}"}`, response)],
    ["JSON beneath other members", (value, response) => json(JSON.stringify({ a: [{ b: value }] }), response)],
    ["a status text", (value, response) => void response.writeHead(403, `bad ${value}`).end("{}")],
    [
      "the title of a page",
      (value, response) =>
        void response
          .writeHead(403, { "content-type": "text/html" })
          .end(`<title>${value.replaceAll("&", "&amp;")}</title>`),
    ],
    ["the path of a redirect", (value, response) => redirectTo(`/${value}/x`, response)],
    ["the query of a redirect", (value, response) => redirectTo(`/x?${value}`, response)],
    ["the name of a parameter", (value, response) => redirectTo(`/x?${value}=1`, response)],
    ["a cut redirect", (value, response) => redirectTo(`/${"x".repeat(270)}${value}`, response)],
    ["a content type", (value, response) => void response.writeHead(200, { "content-type": `text/${value}` }).end("<")],
    ["a content encoding", (value, response) => void response.writeHead(200, { "content-encoding": value }).end("<x")],
    [
      "headers of a success",
      (value, response) => void response.writeHead(200, { server: value, etag: value }).end("{}"),
    ],
    ["the status text of a success", (value, response) => void response.writeHead(200, value).end("{}")],
    [
      "a text that is cut at 64 KB",
      (value, response) => void response.writeHead(403).end("x".repeat(65_536 - 20) + value),
    ],
  ];

  it.each(places)("in %s", async (_name, respond) => {
    const { texts } = await callReflecting(plainToken, make, respond);
    expect(texts.length).toBeGreaterThan(0);
    const part = plainToken.slice(0, 12).toLowerCase();
    expect(texts.filter((text) => text.toLowerCase().includes(part))).toEqual([]);
  });
});

function escapeNet(value: string): string {
  return value.replace(/[+&'<=]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}

function redirectTo(target: string, response: ServerResponse): void {
  response.writeHead(302, { location: `https://evil.example${target}` }).end();
}
