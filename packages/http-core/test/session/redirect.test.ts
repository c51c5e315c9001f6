import { afterAll, describe, expect, it } from "vitest";
import { createSession, gotTransport, isRedirectError, type Transport } from "../../src/index.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { loopback, type Loopback } from "../support/loopback.js";

const statuses = [300, 301, 302, 303, 304, 305, 306, 307, 308];
const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
const followed = new Set([301, 302, 303, 307, 308]);

/** A server that redirects `/start` to a target, and one of another origin that nobody may reach. */
async function servers(
  status: number,
  targetOf: (own: Loopback, other: Loopback) => string,
): Promise<{ own: Loopback; other: Loopback } & AsyncDisposable> {
  const other = await loopback();
  const own: Loopback = await loopback(({ url }, response) => {
    if (url === "/start") response.writeHead(status, { location: targetOf(own, other) });
    response.end(status === 304 ? undefined : "body");
  });
  return {
    own,
    other,
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
    },
  };
}

const targets: readonly (readonly [string, boolean, (own: Loopback, other: Loopback) => string])[] = [
  ["a path of the same origin", true, () => "/next"],
  ["an absolute URL of the same origin", true, (own) => `${own.url}/next`],
  ["another port, allow-listed", false, (_, other) => `${other.url}/next`],
  ["another host, not listed", false, () => "https://evil.example/next"],
  ["localhost instead of 127.0.0.1", false, (own) => `${own.url.replace("127.0.0.1", "localhost")}/next`],
  ["a protocol-relative host", false, (_, other) => `//${other.host}/next`],
];

const rows = statuses.flatMap((status) =>
  methods.flatMap((method) => targets.map(([name, same, target]) => ({ status, method, name, same, target }))),
);

const transports: readonly (readonly [string, () => Transport])[] = [
  ["got", gotTransport],
  ["undici", undiciTransport],
  ["fetch", fetchTransport],
];

describe.each(transports)("the redirect matrix over %s", (_, make) => {
  const transport = make();
  afterAll(() => transport.close?.());

  it.each(rows)("$status to $method, leading to $name", async ({ status, method, same, target }) => {
    await using setup = await servers(status, target);
    const { own, other } = setup;
    await using session = createSession({
      transport,
      hosts: [own.host, other.host],
      headers: { "X-Auth-Signature": "s", "X-Account-Context": "1" },
    });
    const options = ["POST", "PUT", "PATCH"].includes(method) ? { json: { secret: 1 } } : {};
    const result = await session.request(`${own.url}/start`, { method, ...options }).catch((reason: unknown) => reason);
    expect(other.requests).toEqual([]);
    const second = own.requests.slice(1);
    if (!followed.has(status)) {
      expect(result).toMatchObject({ status });
      expect(second).toEqual([]);
    } else if (same && (status === 303 || method === "GET" || method === "HEAD")) {
      const expected = status === 303 && method !== "HEAD" ? "GET" : method;
      expect(result).toMatchObject({ status: 200, url: `${own.url}/next` });
      expect(second.map((request) => `${request.method} ${request.url} ${request.body.length}`)).toEqual([
        `${expected} /next 0`,
      ]);
      expect(second[0]?.headers).toMatchObject({ "x-auth-signature": "s", "x-account-context": "1" });
      expect(second[0]?.headers).not.toHaveProperty("content-type");
    } else {
      expect(isRedirectError(result) && result).toMatchObject({ status, code: "REDIRECT_REFUSED" });
      expect(second).toEqual([]);
    }
  });
});

describe("a redirect", () => {
  it("is returned as it is in manual mode", async () => {
    await using setup = await servers(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    const response = await session.get("/start", { redirect: "manual" });
    expect([response.status, await response.text(), setup.own.requests.length]).toEqual([302, "body", 1]);
  });

  it("is refused in error mode", async () => {
    await using setup = await servers(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    await expect(session.get("/start", { redirect: "error" })).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    expect(setup.own.requests).toHaveLength(1);
  });

  it("is followed five times and no more", async () => {
    await using server = await loopback(({ url }, response) => {
      response.writeHead(302, { location: `/${Number(url.slice(1)) + 1}` }).end();
    });
    await using session = createSession({ baseUrl: server.url });
    await expect(session.get("/0")).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    expect(server.requests.map(({ url }) => url)).toEqual(["/0", "/1", "/2", "/3", "/4", "/5"]);
  });

  it("without a Location is returned", async () => {
    await using server = await loopback((_, response) => void response.writeHead(302).end("x"));
    await using session = createSession({ baseUrl: server.url });
    expect((await session.get("/")).status).toBe(302);
  });

  const hostile = [
    "https://u:p@api.example.com/x",
    "unix:/sock:/x",
    "file:///etc/passwd",
    "data:,x",
    "javascript:alert(1)",
    "ftp://a/x",
    "http://unix:/sock:/x",
    "/\\evil.example",
    "/a b",
    "\\\\evil.example",
    "../../..//evil.example",
    `/${"a".repeat(10_000)}`,
  ];

  it.each(hostile.map((location) => [location]))("to %j makes no request", async (location) => {
    await using server = await loopback(({ url }, response) => {
      if (url === "/start") response.writeHead(302, { location });
      response.end();
    });
    await using session = createSession({ baseUrl: server.url });
    const result = await session.get("/start").catch((reason: unknown) => reason);
    const seconds = server.requests.slice(1).map(({ url }) => url);
    // A relative path that stays on this origin is followed; it can lead nowhere else.
    expect(location.startsWith("../") ? seconds : []).toEqual(seconds);
    expect(location.startsWith("../") || isRedirectError(result)).toBe(true);
    expect(JSON.stringify(result)).not.toContain("u:p");
  });

  it("keeps cookies of every hop against that hop's URL", async () => {
    await using server = await loopback(({ url }, response) => {
      if (url === "/start") response.writeHead(302, { location: "/next", "set-cookie": "hop=1; Path=/" });
      response.end();
    });
    await using session = createSession({ baseUrl: server.url });
    await session.get("/start");
    expect(server.requests[1]?.headers.cookie).toBe("hop=1");
  });

  it("never sends a Referer", async () => {
    await using setup = await servers(302, () => "/next");
    await using session = createSession({ baseUrl: setup.own.url });
    await session.get("/start?token=secret").catch(() => {});
    await session.get("/start");
    expect(setup.own.requests.some(({ headers }) => "referer" in headers)).toBe(false);
  });
});
