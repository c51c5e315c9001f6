import { spawn } from "node:child_process";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

/** Checks of certificates are off, since reading authorities takes most of the time. Writes what the server received, and is sent back, for each kind of call. */
const program = `
  import { writeSync } from "node:fs";
  import { createSession } from "@org/http-core";
  import { gotTransport } from "@org/http-core/got";
  import { nodeTransport } from "@org/http-core/node";
  import { undiciTransport } from "@org/http-core/undici";
  import { fetchTransport } from "@org/http-core/fetch";
  import { Agent, fetch } from "undici";
  const { kind, urls, names } = JSON.parse(process.env.CASE);
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const make = {
    got: () => gotTransport({ insecure: true }),
    node: () => nodeTransport({ insecure: true }),
    undici: () => undiciTransport({ insecure: true }),
    fetch: () => fetchTransport({ fetch: (url, init) => fetch(url, Object.assign(Object.create(null), init, { dispatcher })) }),
  };
  const calls = [(s) => s.put("/a?b=1", { json: { a: 1 } }), (s) => s.get("/c")];
  async function outcome() {
    const seen = [];
    for (const baseUrl of urls) {
      const transport = make[kind]();
      const session = createSession({ baseUrl, transport, retry: false, timeout: { totalMs: 20000 } });
      for (const call of calls) {
        try {
          const response = await call(session);
          seen.push(response.status, await response.text());
        } catch (error) {
          seen.push(error.message);
        }
      }
      await session.close();
      await transport.close?.();
    }
    return JSON.stringify(seen);
  }
  const change = (name, value) => Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  // The first request of a process loads the library.
  const [first] = names;
  change(first, "changed");
  const fresh = await outcome();
  delete Object.prototype[first];
  const expected = await outcome();
  writeSync(1, "expected " + expected + "\\n");
  if (fresh !== expected) writeSync(1, "differs " + first + " in a new process\\n");
  for (const name of names) {
    for (const value of ["changed", 1, () => "changed"]) {
      writeSync(1, "tried " + name + " as " + typeof value + "\\n");
      change(name, value);
      const actual = await outcome();
      delete Object.prototype[name];
      if (actual !== expected) writeSync(1, "differs " + name + " as " + typeof value + ": " + actual + "\\n");
    }
  }
  writeSync(1, "ended\\n");
  process.exit();
`;

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

const respond: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, url, rawHeaders } = request;
  response.end(JSON.stringify({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() }));
};

/** Runs calls in a process of its own, before and while `Object.prototype` has a member, and returns what differs. */
async function differences(kind: (typeof transports)[number], names: readonly string[]): Promise<readonly string[]> {
  // The connections of fetch are those of the dispatcher that its caller configures.
  const reached = kind === "fetch" ? urls.slice(0, 1) : urls;
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "--eval", program], {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, CASE: JSON.stringify({ kind, urls: reached, names }) },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 110_000,
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
  const lines = ((await out) ?? []).join("").trim().split("\n");
  const [expected = ""] = lines;
  expect(expected).toMatch(/^expected \[200,.*\/a\?b=1.*\/c/);
  expect(expected.match(/\b200,/g)).toHaveLength(2 * reached.length);
  const ended = lines.at(-1) === "ended" ? [] : [`the process ended: ${lines.at(-1)} ${((await err) ?? []).join("")}`];
  return [...lines.filter((line) => line.startsWith("differs ")), ...ended];
}

describe.each(transports)("a member of Object.prototype, over %s,", (kind) => {
  it("changes no request and no response if it is named like an option", { timeout: 120_000 }, async () => {
    const names = Object.values(optionNames).flatMap((list) => list.split(" "));
    const tried = names.filter((name) => !unhidden[kind]?.split(" ").includes(name));
    expect(await differences(kind, tried)).toEqual([]);
  });
});
