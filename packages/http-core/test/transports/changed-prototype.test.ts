import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPrototypeEffects } from "../../src/testing/index.js";
import { run } from "../support/programs/send-requests.js";
import { certificates } from "../support/certificates.js";

/** Options that Node, undici, got or fetch read, by what they belong to. */
const optionNames = {
  "a request":
    "agent auth body defaultPort expectContinue form headers headersTimeout bodyTimeout host hostname httpValidation idempotent insecureHTTPParser joinDuplicateHeaders json maxHeaderSize maxResponseSize method pathname path port protocol query reset responseHeaders search searchParams setHost throwOnError timeout uniqueHeaders upgrade url username password",
  "an agent":
    "clientTtl connect connections context createConnection factory interceptors keepAliveMsecs maxCachedSessions maxFreeSockets maxOrigins maxRequestsPerClient maxSockets maxTotalSockets pipelining proxyEnv scheduling strictContentLength",
  "a connection":
    "allowHalfOpen all autoSelectFamily autoSelectFamilyAttemptTimeout family fd handle hints keepAlive keepAliveInitialDelay localAddress localPort lookup manualStart noDelay onread pauseOnCreate socket socketPath",
  TLS: "ALPNProtocols ca cert checkServerIdentity ciphers crl ecdhCurve enableTrace honorCipherOrder key maxVersion minDHSize minVersion passphrase pfx pskCallback rejectUnauthorized requestOCSP secureContext secureOptions secureProtocol servername sigalgs ticketKeys",
  "a stream": "autoDestroy decodeStrings emitClose highWaterMark objectMode readableObjectMode writableObjectMode",
  got: "allowGetBody cacheOptions cookieJar copyPipedHeaders decompress dnsCache dnsLookup followRedirect handlers hooks http2 https isStream mutableDefaults pagination parseJson prefixUrl preserveHooks request responseType retry throwHttpErrors",
  fetch: "cache credentials duplex integrity priority redirect referrerPolicy",
  "a listener": "capture once passive handleEvent",
} as const;

/** What Node and the libraries read from objects of their own, so that no option of ours hides it. The call fails. */
const tlsSocketOptions = "objectMode readableObjectMode writableObjectMode";
const unhidden: Readonly<Record<string, string>> = {
  got: `${tlsSocketOptions} http2 https`,
  node: tlsSocketOptions,
  undici: tlsSocketOptions,
  fetch: `${tlsSocketOptions} body bodyTimeout expectContinue headersTimeout highWaterMark query reset socket throwOnError timeout`,
};

const transports = ["got", "node", "undici", "fetch"] as const;

const program = new URL("../support/programs/send-requests.ts", import.meta.url);

let servers: readonly Server[] = [];
let urls: readonly string[] = [];

beforeAll(async () => {
  const { good } = await certificates();
  servers = [createHttpServer(respond), createHttpsServer(good, respond)];
  for (const server of servers) await new Promise<void>((done) => server.listen(0, "localhost", done));
  urls = servers.map((server, index) => {
    const { port } = server.address() as AddressInfo;
    return `${index === 0 ? "http" : "https"}://localhost:${port}`;
  });
});

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

let received = 0;

const respond: RequestListener = async (request, response) => {
  received++;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, url, rawHeaders } = request;
  response.end(JSON.stringify({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() }));
};

describe.each(transports)("a member of Object.prototype, over %s,", (kind) => {
  it("changes no request and no response if it is named like an option", async () => {
    const all = Object.values(optionNames).flatMap((list) => list.split(" "));
    const names = all.filter((name) => !unhidden[kind]?.split(" ").includes(name));
    // The connections of fetch are those of the dispatcher that its caller configures.
    const input = { kind, urls: kind === "fetch" ? urls.slice(0, 1) : urls };
    const sent = input.urls.flatMap(() => [
      200,
      expect.stringContaining('"/a?b=1"'),
      200,
      expect.stringContaining('"/c"'),
    ]);
    expect(await run(input)).toEqual(sent);
    expect(await findPrototypeEffects({ program, input, names })).toEqual([]);
  });
});

describe("a member query of Object.prototype, over fetch,", () => {
  it("ends calls before anything is sent, since undici would add it to the URL", async () => {
    const input = { kind: "fetch", urls: urls.slice(0, 1) };
    const before = received;
    const found = await findPrototypeEffects({ program, input, names: ["query"] });
    expect(found).not.toEqual([]);
    for (const effect of found) expect(effect).toContain("fetch would read the member query of Object.prototype");
    // The calls that are compared with.
    expect(received - before).toBe(4);
  });
});
