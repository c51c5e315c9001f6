import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createSession, HttpError, isHttpError, type HttpRequest } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { signingScheme } from "../support/signing-scheme.js";
import { TokenService } from "../support/token-service.js";

const baseUrl = "https://api.example.com/v1";

describe("an error response", () => {
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

  it.each([401, 403])("says that apply has added nothing to a request with status %s", async (status) => {
    const setsProperty = {
      apply: (request: HttpRequest) => Object.assign(request.headers, { "x-key": "k" }) && request,
    };
    for (const change of [{}, { headers: {} }, setsProperty]) {
      const apply = "apply" in change ? change.apply : (request: HttpRequest) => request.with(change);
      const session = createSession({
        baseUrl,
        auth: signingScheme({ apply }),
        transport: memoryTransport(() => status),
      });
      await expect(session.get("/x")).rejects.toThrow(
        /apply\(\) of scheme \S+ added nothing .* request\.with\(\{ headers \}\)/,
      );
    }
  });

  it.each([
    ["the scheme has added a header", 401, (request: HttpRequest) => request.with({ headers: { "x-key": "k" } })],
    ["the scheme has added a parameter", 401, (request: HttpRequest) => request.with({ url: `${request.url}?key=k` })],
    ["the status is another one", 404, (request: HttpRequest) => request],
  ])("does not blame apply where %s", async (_, status, apply) => {
    const session = createSession({
      baseUrl,
      auth: signingScheme({ apply }),
      transport: memoryTransport(() => status),
    });
    const error = await session.get("/x").catch(String);
    expect(error).toContain(`returned ${status}`);
    expect(error).not.toContain("added nothing");
  });

  it.each([401, 403])("does not blame a scheme that waits for a challenge for status %s", async (status) => {
    const auth = signingScheme({ apply: (request) => request, classify: () => "accepted" });
    const session = createSession({ baseUrl, auth, transport: memoryTransport(() => status) });
    const error = await session.get("/x").catch(String);
    expect(error).toContain(`returned ${status}`);
    expect(error).not.toContain("added nothing");
  });

  it("keeps its headers and its body, and prints neither", async () => {
    const headers = { "x-trace": "trace-71c0", "set-cookie": "sid=cookie-52aa" };
    const body = { message: "no", detail: { token: "token-88f1" } };
    const session = createSession({ baseUrl, transport: memoryTransport(() => ({ status: 400, headers, body })) });
    const error = await session.get("/").catch((reason: unknown) => reason);
    if (!isHttpError(error)) throw error;
    expect(error.headers).toBeInstanceOf(Headers);
    expect([error.headers.get("x-trace"), error.headers.getSetCookie()]).toEqual(["trace-71c0", ["sid=cookie-52aa"]]);
    expect(error.body).toEqual(body);
    for (const text of [String(error), inspect(error, { depth: Infinity }), JSON.stringify(error)]) {
      for (const secret of ["trace-71c0", "cookie-52aa", "token-88f1"]) expect(text).not.toContain(secret);
    }
  });

  it("has no headers if somebody makes it without", () => {
    const error = new HttpError("made by hand", { status: 400 });
    expect([...error.headers]).toEqual([]);
    expect(error.headers).toBe(error.headers);
  });

  it("is returned where throwHttpErrors is off", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(() => 404), throwHttpErrors: false });
    expect((await session.get("/")).status).toBe(404);
  });
});
