import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  createSession,
  isHttpCoreError,
  isHttpError,
  Secret,
  type HttpResponse,
  type Session,
  type SessionOptions,
} from "../../src/index.js";
import * as core from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";
import { loopback } from "../support/loopback.js";
import { TokenService } from "../support/token-service.js";

const baseUrl = "https://api.example.com/v1";

describe("options", () => {
  const wrong: readonly (readonly [string, SessionOptions, string])[] = [
    ["an unknown option, with the nearest known one", { header: {} } as SessionOptions, 'did you mean "headers"'],
    ["an unknown timeout", { timeout: { total: 1 } } as SessionOptions, 'did you mean "totalMs"'],
    ["an unknown retry option", { retry: { attempt: 1 } } as SessionOptions, 'did you mean "attempts"'],
    ["a limit of 0", { retryWindow: { limit: 0 } }, "1 to 100"],
    ["a limit of 101", { retryWindow: { limit: 101 } }, "1 to 100"],
    ["a limit that is not whole", { retryWindow: { limit: 1.5 } }, "1 to 100"],
    ["a limit that is text", { retryWindow: { limit: "4" as never } }, "1 to 100"],
    ["a limit that is true", { retryWindow: { limit: true as never } }, "1 to 100"],
    ["a window of NaN", { retryWindow: { windowMs: Number.NaN } }, "windowMs"],
    ["a redirect mode that does not exist", { redirect: "always" as never }, '"follow"'],
    ["no bytes at most", { maxResponseBytes: 0 }, "maxResponseBytes"],
    ["a negative timeout", { timeout: { idleMs: -1 } }, "idleMs"],
    ["too many attempts", { retry: { attempts: 11 } }, "1 to 10"],
    ["a base URL with a password", { baseUrl: "https://u:p@a.example" }, "user name"],
    ["a base URL over http", { baseUrl: "ftp://a.example" }, "https"],
  ];

  it.each(wrong)("refuse %s", (_, options, words) => {
    expect(() => createSession(options)).toThrow(words);
  });

  it("of a call are checked like those of a session", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => 200) });
    await expect(session.get("/", { jsno: 1 } as never)).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining('"json"') as string,
    });
    await expect(session.request("/", { method: "GE T" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("extend", () => {
  it("merges headers, parameters, hosts and timeouts, and leaves its parent alone", async () => {
    const transport = memoryTransport(() => 200);
    const parent = createSession({ baseUrl, transport, headers: { a: "1", b: "1" }, params: { x: "1", y: "1" } });
    const child = parent.extend({ headers: { B: "2", c: "2" }, params: { y: "2" } });
    await child.get("/t");
    await parent.get("/t");
    const [one, two] = transport.requests;
    expect([one?.url, two?.url]).toEqual([`${baseUrl}/t?x=1&y=2`, `${baseUrl}/t?x=1&y=1`]);
    expect(["a", "b", "c"].map((name) => one?.headers.get(name))).toEqual(["1", "2", "2"]);
    expect(two?.headers.get("b")).toBe("1");
  });

  it("shares the jar and keeps what was set on the parent's headers", async () => {
    const transport = memoryTransport(() => ({ headers: { "set-cookie": "sid=1; Path=/" } }));
    const parent = createSession({ baseUrl, transport });
    parent.headers.set("x-later", "1");
    const child = parent.extend({});
    await child.get("/");
    await parent.get("/");
    expect(transport.requests[1]?.headers.get("cookie")).toBe("sid=1");
    expect(transport.requests[0]?.headers.get("x-later")).toBe("1");
  });

  it("does not close the transport that its parent made", async () => {
    await using server = await loopback();
    await using parent = createSession({ baseUrl: server.url });
    const child = parent.extend({ headers: { a: "1" } });
    await child.close();
    expect((await parent.get("/")).status).toBe(200);
    await expect(child.get("/")).rejects.toMatchObject({ code: "SESSION_CLOSED" });
  });
});

describe("prepare", () => {
  it("shows what the wire would carry, and where each header comes from", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: { "x-session": "1" } });
    const options = { headers: { "x-call": "1" }, json: { a: 1 }, params: { q: "1" } };
    const prepared = await session.prepare("/x", { ...options, method: "POST" });
    await session.post("/x", options);
    const { headers = {}, url, method } = server.requests[0] ?? {};
    expect([prepared.method, new URL(prepared.url).pathname + new URL(prepared.url).search]).toEqual([method, url]);
    for (const { name, value } of prepared.headers) expect(headers[name]).toBe(value);
    expect(Object.fromEntries(prepared.headers.map(({ name, source }) => [name, source]))).toMatchObject({
      "x-session": "session",
      "x-call": "call",
      accept: "default",
      "content-type": "body",
    });
    expect(prepared.body).toEqual({ contentType: "application/json", length: 7 });
  });

  it("sends nothing and logs in zero times: a missing credential is pending", async () => {
    const service = new TokenService();
    const session = service.session();
    expect((await session.prepare("/x")).credential).toBe("pending");
    expect(service.transport.requests).toHaveLength(0);
    await session.get("/x");
    const prepared = await session.prepare("/x");
    expect(prepared.credential).toBe("applied");
    expect(prepared.headers.find(({ name }) => name === "authorization")).toMatchObject({
      source: "scheme",
      value: "Token token-1",
    });
    expect(JSON.stringify(prepared)).not.toContain("token-1");
  });
});

describe("a call's end", () => {
  it("comes with its deadline, back-off and attempts included", async () => {
    const clock = manualClock();
    const session = createSession({
      baseUrl,
      clock,
      random: () => 1,
      transport: memoryTransport(() => 503),
      timeout: { totalMs: 700 },
    });
    const outcome = session.get("/").catch((error: unknown) => error);
    await clock.advance(701);
    expect(await outcome).toMatchObject({ code: "TIMEOUT", name: "CallEndedError" });
  });

  it("comes with the caller's signal, whose reason is the cause", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => new Promise(() => {})) });
    const controller = new AbortController();
    const reason = new Error("no longer needed");
    const outcome = session.get("/", { signal: controller.signal }).catch((error: unknown) => error);
    controller.abort(reason);
    expect(await outcome).toMatchObject({ code: "ABORTED", cause: reason });
  });

  it("comes with the session's close", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => new Promise(() => {})) });
    const outcome = session.get("/").catch((error: unknown) => error);
    await session.close();
    expect(await outcome).toMatchObject({ code: "SESSION_CLOSED" });
  });
});

describe("an error answer", () => {
  const envelopes: readonly (readonly [string, unknown, string])[] = [
    ["Message", { Message: "no token" }, "no token"],
    ["message", { message: "Missing Authentication Token" }, "Missing Authentication Token"],
    ["error_description", { error: "invalid", error_description: "wrong password" }, "wrong password"],
    ["errorMessage", { errorMessage: "bad" }, "bad"],
    ["detail", { detail: "because" }, "because"],
    ["errorCode", { errorCode: "access_denied" }, "access_denied"],
    ["a nested error", { error: { message: "inner" } }, "inner"],
    ["plain text", "it broke", "it broke"],
    ["an HTML page", "<html><head><title>Sign in</title></head></html>", 'an HTML page titled "Sign in"'],
    ["control characters", { message: "a\u001b[31m\r\nb" }, "a [31m b"],
  ];

  it.each(envelopes)("is quoted from %s", async (_, body, words) => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => ({ status: 400, body })) });
    const error = await session.get("/x?token=secret").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error).toMatchObject({
      status: 400,
      method: "GET",
      serverMessage: words,
      attempts: 1,
    });
    expect(String(error)).toContain(words);
    expect(String(error)).not.toContain("secret");
  });

  it("names the origin that got no credential where that is why", async () => {
    const service = new TokenService();
    const session = service.session({ baseUrl: "https://other.example", hosts: ["other.example"] });
    const error = await session.get("/x").catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/no credential was sent to https:\/\/other\.example.*https:\/\/api\.example\.com/);
    expect(service.logins).toBe(0);
  });

  it("is returned where throwHttpErrors is off", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => 404), throwHttpErrors: false });
    expect((await session.get("/")).status).toBe(404);
  });
});

describe("the package", () => {
  it("knows the errors of another copy of itself", async () => {
    const folder = mkdtempSync(join(resolve(import.meta.dirname, "../.."), "reports-copy-"));
    try {
      cpSync(resolve(import.meta.dirname, "../../dist"), join(folder, "dist"), { recursive: true });
      symlinkSync(resolve(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
      const copy = (await import(join(folder, "dist/index.js"))) as typeof core;
      const error = await copy
        .createSession({ baseUrl, transport: memoryTransport(() => 500) as never, retry: false })
        .get("/")
        .catch((reason: unknown) => reason);
      expect(error).not.toBeInstanceOf(core.HttpError);
      expect([isHttpError(error), isHttpCoreError(error)]).toEqual([true, true]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("public types", () => {
  it("are never any", () => {
    expectTypeOf<Session["get"]>().returns.resolves.toEqualTypeOf<HttpResponse>();
    expectTypeOf<HttpResponse["status"]>().toEqualTypeOf<number>();
    expectTypeOf<Awaited<ReturnType<HttpResponse["text"]>>>().toEqualTypeOf<string>();
    expectTypeOf<SessionOptions>().not.toBeAny();
    expectTypeOf<NonNullable<SessionOptions["auth"]>>().not.toBeAny();
    expectTypeOf(new Secret("x").reveal()).toEqualTypeOf<string>();
  });

  it("answer unknown from json() without a schema", () => {
    expectTypeOf<HttpResponse>().toHaveProperty("json");
    const read = (response: HttpResponse): Promise<unknown> => response.json();
    expectTypeOf(read).returns.resolves.toBeUnknown();
  });
});

describe("a transport that does not heed its signal", () => {
  it("can't hold a caller past the deadline or the abort", async () => {
    const clock = manualClock();
    const deaf = { send: () => new Promise<never>(() => {}) };
    const session = createSession({ baseUrl, clock, transport: deaf, timeout: { totalMs: 1_000 } });
    const controller = new AbortController();
    const late = session.get("/").catch((error: unknown) => error);
    const aborted = session.get("/", { signal: controller.signal }).catch((error: unknown) => error);
    await clock.advance(500);
    controller.abort();
    expect(await aborted).toMatchObject({ code: "ABORTED" });
    await clock.advance(501);
    expect(await late).toMatchObject({ code: "TIMEOUT" });
  });
});

describe("an error's name", () => {
  it("is stated by its class, so that guards survive minifying", () => {
    const Minified = class a extends core.HttpError {};
    Object.defineProperty(Minified, "kind", { value: "MineError" });
    const error = new Minified("m", { status: 400 });
    class Unnamed extends core.HttpError {}
    expect([
      new Unnamed("m", { status: 400 }).name,
      isHttpError(new Unnamed("m", { status: 400 })),
      isHttpError(null),
    ]).toEqual(["Unnamed", true, false]);
    expect([error.name, isHttpError(error), new core.InputError("URL_INVALID", "m").name]).toEqual([
      "MineError",
      true,
      "InputError",
    ]);
  });
});
