import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { password, username } from "../support/credentials.js";
import { V1Service } from "../support/v1-service.js";
import type { StubResponse } from "../support/armor-server.js";
import { transports } from "../support/transports.js";

describe.each(transports)("the v1 login over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

  it("asks for a code, a token and the accounts, in this order", async () => {
    await service.api();
    const [authorize, token, me, ...rest] = service.server.requests;
    expect(rest).toEqual([]);
    expect([authorize?.method, authorize?.path]).toEqual(["POST", "/auth/authorize"]);
    expect(JSON.parse(authorize?.body ?? "")).toEqual({ userName: username, password });
    expect([token?.method, token?.path]).toEqual(["POST", "/auth/token"]);
    expect(JSON.parse(token?.body ?? "")).toEqual({ code: "cGxhaW4tY29kZQ+/==", grant_type: "authorization_code" });
    expect([me?.method, me?.path, me?.body]).toEqual(["GET", "/me", ""]);
    expect(me?.headers.authorization).toBe(`FH-AUTH ${"1".padStart(32, "0")}`);
    for (const request of [authorize, token]) {
      expect(request?.headers["content-type"]).toBe("application/json");
      expect(request?.headers.accept).toBe("application/json");
    }
    expect(me?.headers["content-type"]).toBeUndefined();
  });

  it.each(['with "quotes" and \\', "line\nbreak", "\u2028\u2029", "emoji 😀", "nul \0 within"])(
    "sends the password %j exactly",
    async (odd) => {
      await service.api({ password: odd }).catch(() => {});
      expect(JSON.parse(service.server.requests[0]?.body ?? "")).toEqual({ userName: username, password: odd });
    },
  );

  it("carries neither token nor account on a login, the second one included", async () => {
    const api = await service.api();
    service.revoke();
    await api.makeRequest("/vms");
    const logins = service.server.requests.filter(({ path }) => path.startsWith("/auth/"));
    const steps = logins.map(({ path }) => path);
    expect(steps.slice(-2)).toEqual(["/auth/authorize", "/auth/token"]);
    expect(service.passwordPosts).toBe(2);
    for (const { headers } of logins) {
      expect(headers.authorization).toBeUndefined();
      expect(headers["x-account-context"]).toBeUndefined();
    }
    for (const { headers } of service.server.to("GET /me")) expect(headers["x-account-context"]).toBeUndefined();
  });

  const noCode: readonly (readonly [string, StubResponse])[] = [
    ["no code", { body: { success: true } }],
    ["an empty code", { body: { code: "", success: true } }],
    ["a code that is no text", { body: { code: 7, success: true } }],
    ["a code with a line break", { body: { code: "a\r\nb", success: true } }],
    ["success: false", { body: { code: "abc=", success: false } }],
    ["success that is text", { body: { code: "abc=", success: "true" } }],
    ["a list", { body: [] }],
    ["null", { body: null }],
    ["HTML", { body: "<html><title>Proxy</title></html>" }],
    ["nothing", {}],
    ["status 500", { status: 500, body: { ErrorCode: "server_error", Message: "oops", Detail: "", ReferenceId: "1" } }],
    ["a redirect", { status: 307, headers: { location: "/elsewhere" } }],
  ];
  it.each(noCode)("ends after an authorize response with %s", async (_, response) => {
    service.server.on("POST /auth/authorize", () => response);
    await expect(service.api()).rejects.toMatchObject({ name: "ArmorLoginError", code: /^AUTH_/ });
    expect(service.server.requests).toHaveLength(1);
  });

  const noToken: readonly (readonly [string, unknown])[] = [
    ["no access_token", { expires_in: 15 }],
    ["null", { access_token: null }],
    ["empty text", { access_token: "" }],
    ["an object", { access_token: {} }],
    ["a space", { access_token: "a b" }],
    ["a line break", { access_token: "abc\r\nX-Evil: 1" }],
    ["a megabyte", { access_token: "a".repeat(1_000_000) }],
    ["a list as the response", []],
  ];
  it.each(noToken)("refuses an access token that is %s, and asks no further", async (_, body) => {
    service.server.on("POST /auth/token", () => ({ body }));
    await expect(service.api()).rejects.toMatchObject({ reason: "unexpected-response", code: "AUTH_TRANSIENT" });
    expect(service.server.to("GET /me")).toHaveLength(0);
  });

  const refusals: readonly (readonly [number, unknown, object])[] = [
    [403, { errorCode: "access_denied", badLogonCount: 5 }, { badLogonCount: 5 }],
    [403, { errorCode: "access_denied", badLogonCount: 0 }, { badLogonCount: 0 }],
    [401, { error: "invalid_credentials", error_description: "Wrong password", status: 401 }, {}],
  ];
  it.each(refusals)("sends a wrong password once, refused with %d %j", async (status, body, facts) => {
    service.server.on("POST /auth/authorize", () => ({ status, body }));
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => service.api()));
    expect(service.passwordPosts).toBe(1);
    expect(results.every((result) => result.status === "rejected")).toBe(true);
    const [first] = results;
    expect(first).toMatchObject({ reason: { reason: "wrong-password", code: "AUTH_REJECTED", status, ...facts } });
  });

  it("sends a refused password again neither later nor for another client", async () => {
    await service.api({ password: "wrong" }).catch(() => {});
    await expect(service.api({ password: "wrong" })).rejects.toMatchObject({
      code: "AUTH_LATCHED",
      cause: { reason: "wrong-password", badLogonCount: 3 },
    });
    expect(service.passwordPosts).toBe(1);
    expect((await service.api()).accountId).toBe(1234);
  });

  const html = { "content-type": "text/html; charset=utf-8" };
  const unreadable = { "content-encoding": "gzip", "content-type": "application/json" };
  const heads: readonly (readonly [string, StubResponse, string])[] = [
    [
      "a firewall's page with 403",
      { status: 403, headers: html, body: "<title>Blocked</title>" },
      "unexpected-response",
    ],
    ["a page with 401", { status: 401, headers: html, body: "<title>No</title>" }, "wrong-password"],
    ["403 without a body", { status: 403 }, "wrong-password"],
    ["403 whose body can't be read", { status: 403, headers: unreadable, body: "no gzip" }, "wrong-password"],
    ["401 whose body can't be read", { status: 401, headers: unreadable, body: "no gzip" }, "wrong-password"],
    ["429 whose body can't be read", { status: 429, headers: unreadable, body: "no gzip" }, "throttled"],
    ["503 whose body can't be read", { status: 503, headers: unreadable, body: "no gzip" }, "service-error"],
  ];
  it.each(heads)("judges %s by its head", async (_, response, reason) => {
    service.server.on("POST /auth/authorize", () => response);
    expect(await service.failure()).toMatchObject({ reason, status: response.status });
    const code = reason === "wrong-password" ? "AUTH_LATCHED" : "AUTH_TRANSIENT";
    expect(await service.failure()).toMatchObject({ code });
    expect(service.passwordPosts).toBe(1);
  });

  it("takes 429 for throttling, and waits as long as asked", async () => {
    service.server.on("POST /auth/authorize", () => ({
      status: 429,
      headers: { "retry-after": "30" },
      body: { error: "too_many_requests", error_description: "Slow down", status: 429 },
    }));
    const error = await service.failure();
    expect(error).toMatchObject({ reason: "throttled", code: "AUTH_THROTTLED", retryAfterMs: 30_000 });
    expect(String(error)).toContain("Slow down");
    await service.clock.advance(29_000);
    await expect(service.api()).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
    expect(service.passwordPosts).toBe(1);
  });

  const codeFailures: readonly (readonly [number, unknown, string])[] = [
    [400, { error: "invalid_grant", error_description: "The code has expired", status: 400 }, "The code has expired"],
    [500, { ErrorCode: "invalid_request", Message: "Bad shape", Detail: "", ReferenceId: "r-1" }, "Bad shape"],
    [401, { Message: "Denied" }, "Denied"],
  ];
  it.each(codeFailures)("takes %d on the code for a fault that may pass", async (status, body, words) => {
    service.server.on("POST /auth/token", () => ({ status, body }));
    const error = await service.failure();
    expect(error).toMatchObject({ code: "AUTH_TRANSIENT", status });
    expect(String(error)).toContain(words);
    expect(service.passwordPosts).toBe(1);
  });

  it("ends when a new token is refused by /me, without another login", async () => {
    service.server.on("GET /me", () => ({ status: 401, body: { Message: "Denied" } }));
    await expect(service.api()).rejects.toMatchObject({ reason: "token-refused", status: 401 });
    expect(service.passwordPosts).toBe(1);
  });

  it("replaces an older token that /me refuses", async () => {
    await service.api();
    service.revoke();
    await service.api();
    expect(service.passwordPosts).toBe(2);
  });

  it("gives up when nobody answers the prompt behind the password request", async () => {
    service.server.on("POST /auth/authorize", () => new Promise(() => {}));
    const login = service.failure({ mfaTimeoutMs: 90_000 });
    await expect.poll(() => service.passwordPosts).toBe(1);
    await service.clock.advance(89_999);
    await service.clock.advance(1);
    expect(await login).toMatchObject({ reason: "mfa-timeout", code: "AUTH_TRANSIENT" });
    expect(service.passwordPosts).toBe(1);
  });

  it("ends with the caller's signal while the prompt is open", async () => {
    service.server.on("POST /auth/authorize", () => new Promise(() => {}));
    const controller = new AbortController();
    const login = service.failure({ signal: controller.signal });
    await expect.poll(() => service.passwordPosts).toBe(1);
    controller.abort(new Error("enough"));
    expect(String(await login)).toContain("enough");
  });
});
