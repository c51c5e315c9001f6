import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createSession, isHttpError, Secret, type AuthScheme } from "../../src/index.js";
import { startRawServer, type LocalServer } from "../../src/testing/transport/local-server.js";
import { allTransports } from "../support/all-transports.js";
import { wireServer } from "../support/wire-server.js";

/** What is wrong with a body: its headers, its bytes, and the code of the error; none where the body is fine after all. */
interface BrokenBody {
  readonly what: string;
  readonly headers: readonly string[];
  readonly bytes: string | Buffer;
  readonly code?: RegExp;
  /** True where fetch decodes what is there, and does not notice that it is cut. */
  readonly isUnnoticedByFetch?: boolean;
}

const allBodies: readonly BrokenBody[] = [
  {
    what: "that is cut",
    headers: ["Content-Length: 99"],
    bytes: '{"message":',
    code: /^(CONNECTION_RESET|PROTOCOL_ERROR)$/,
  },
  {
    what: "cut within a chunk",
    headers: ["Transfer-Encoding: chunked"],
    bytes: "9\r\nabc",
    code: /^(CONNECTION_RESET|PROTOCOL_ERROR)$/,
  },
  {
    what: "labelled gzip",
    headers: ["Content-Encoding: gzip", "Content-Length: 5"],
    bytes: "<html",
    code: /^BODY_TRUNCATED$/,
  },
  {
    what: "of half a gzip",
    headers: ["Content-Encoding: gzip"],
    bytes: gzipSync("x".repeat(99)).subarray(0, 15),
    code: /^(BODY_TRUNCATED|PROTOCOL_ERROR)$/,
  },
  {
    what: "of half a gzip that is whole by its length",
    headers: ["Content-Encoding: gzip", "Content-Length: 15"],
    bytes: gzipSync("x".repeat(99)).subarray(0, 15),
    code: /^BODY_TRUNCATED$/,
    isUnnoticedByFetch: true,
  },
  {
    what: "in an unknown encoding",
    headers: ["Content-Encoding: compress", "Content-Length: 5"],
    bytes: "abcde",
    code: /^(BODY_ENCODING|PROTOCOL_ERROR)$/,
  },
  { what: "above the limit", headers: ["Content-Length: 3000"], bytes: "x".repeat(3000), code: /^BODY_TOO_LARGE$/ },
  { what: "of no bytes, labelled gzip", headers: ["Content-Encoding: gzip", "Content-Length: 0"], bytes: "" },
  { what: "of no bytes, labelled br", headers: ["Content-Encoding: br", "Content-Length: 0"], bytes: "" },
];

/** Responds to each connection's request with a status and a body, and closes. */
function serve(
  { headers, bytes }: BrokenBody,
  statusOf: (connection: number) => number,
): Promise<LocalServer & { readonly seen: number }> {
  let seen = 0;
  return startRawServer((socket) => {
    const head = [`HTTP/1.1 ${statusOf(++seen)} Status`, "Connection: close", "Set-Cookie: sid=1; Path=/", ...headers];
    socket.end(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), Buffer.from(bytes)]));
  }).then((server) => Object.defineProperty(server as never, "seen", { get: () => seen }));
}

describe.each(allTransports)("a response over $name with a body", ({ name, make }) => {
  const bodies = allBodies.filter(({ isUnnoticedByFetch }) => isUnnoticedByFetch !== true || name !== "fetch");
  const broken = bodies.filter(({ code }) => code !== undefined);
  const statuses = [400, 403, 404, 409, 413, 500, 503];

  it.each(bodies)("$what is an error of its status", async (body) => {
    for (const status of statuses) {
      await using server = await serve(body, () => status);
      await using session = createSession({
        baseUrl: server.url,
        transport: make(),
        retry: false,
        maxResponseBytes: 2000,
      });
      for (const stream of [false, true]) {
        const error = await session.post("/", { json: {}, stream }).catch((reason: unknown) => reason);
        expect(isHttpError(error) && error).toMatchObject({ status, code: "HTTP_STATUS" });
        const { bodyError, message } = error as { bodyError?: { code: string }; message: string };
        // The start of a streamed body is enough for an error, and within the limit.
        if (body.code === undefined || (stream && body.what === "above the limit")) continue;
        expect(bodyError?.code).toMatch(body.code);
        expect(message).toContain(`its body could not be read (${bodyError?.code})`);
      }
    }
  });

  it.each(bodies)("$what is returned where no status throws, and fails only when it is read", async (body) => {
    await using server = await serve(body, () => 404);
    await using session = createSession({
      baseUrl: server.url,
      transport: make(),
      throwHttpErrors: false,
      maxResponseBytes: 2000,
    });
    const response = await session.get("/");
    expect(response.status).toBe(404);
    const text = await response.text().catch((error: { code: string }) => error.code);
    expect(text).toMatch(body.code ?? /^$/);
  });

  it.each(bodies)("$what keeps the cookies of its head, whatever its status", async (body) => {
    for (const status of [200, 302, 404]) {
      await using server = await serve(body, () => status);
      await using session = createSession({
        baseUrl: server.url,
        transport: make(),
        retry: false,
        maxResponseBytes: 2000,
      });
      await session.get("/").catch(() => {});
      expect(await session.cookies.getCookieString(server.url)).toBe("sid=1");
    }
  });

  it.each(broken)("$what is an error of its body where the status says success", async (body) => {
    await using server = await serve(body, () => 200);
    await using session = createSession({
      baseUrl: server.url,
      transport: make(),
      retry: false,
      maxResponseBytes: 2000,
    });
    await expect(session.get("/")).rejects.toMatchObject({ code: expect.stringMatching(body.code ?? "") as string });
  });

  it.each(bodies)("$what is sent again after a temporary failure", async (body) => {
    await using server = await serve(body, () => 503);
    await using session = createSession({
      baseUrl: server.url,
      transport: make(),
      retry: { attempts: 2, baseDelayMs: 0 },
    });
    await expect(session.get("/")).rejects.toMatchObject({ status: 503, attempts: 2, tried: ["retried after 503"] });
    expect(server.seen).toBe(2);
  });

  it.each(bodies)("$what lets a 401 log in again", async (body) => {
    for (const stream of [false, true]) {
      await using server = await serve(body, () => 401);
      let logins = 0;
      const auth: AuthScheme<number> = {
        name: "counting",
        origins: [server.url],
        secrets: {},
        identity: () => ({ principal: server.url, secret: new Secret(`${body.what} ${stream}`) }),
        acquire: async () => ({ value: ++logins }),
        apply: (request, value) => request.with({ headers: { "x-login": String(value) } }),
      };
      await using session = createSession({ baseUrl: server.url, transport: make(), retry: false, auth });
      await expect(session.get("/", { stream })).rejects.toMatchObject({ status: 401 });
      expect([logins, server.seen]).toEqual([2, 2]);
    }
  });

  it.each(broken)("$what lets a scheme judge by the head", async (body) => {
    for (const stream of [false, true]) {
      await using server = await serve(body, () => 403);
      let logins = 0;
      const auth: AuthScheme<number> = {
        name: "peeking",
        origins: [server.url],
        secrets: {},
        identity: () => ({ principal: server.url, secret: new Secret(`${body.what} ${stream}`) }),
        acquire: async () => ({ value: ++logins }),
        apply: (request) => request,
        async classify({ status }, { peek }) {
          await peek(100_000);
          return status === 403 ? "rejected" : "accepted";
        },
      };
      await using session = createSession({
        baseUrl: server.url,
        transport: make(),
        retry: false,
        auth,
        maxResponseBytes: 2000,
      });
      const error = await session.get("/", { stream }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ status: 403 });
      expect(logins).toBe(2);
    }
  });

  it.each(["gzip", "br", "deflate", "zstd"])("of broken %s that never ends is an error at once", async (encoding) => {
    const head = `HTTP/1.1 403 No\r\nContent-Encoding: ${encoding}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = Buffer.alloc(4096, 0xff);
    const start = Buffer.concat([Buffer.from(`${head}1000\r\n`), chunk, Buffer.from("\r\n")]);
    await using server = await wireServer(() => start);
    const transport = make();
    // The limits of this call never pass, so that it ends only if it does not wait for the rest of the body.
    const session = createSession({ baseUrl: server.url, transport, retry: false, timeout: { idleMs: 0, totalMs: 0 } });
    for (const stream of [false, true]) {
      await expect(session.get("/", { stream })).rejects.toMatchObject({ status: 403, bodyError: expect.anything() });
    }
    await transport.close?.();
  });
});
