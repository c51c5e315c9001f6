import { describe, expect, it } from "vitest";
import { createSession, isHttpCoreError } from "../../src/index.js";
import { mergeCallerHeaders } from "../../src/http/headers.js";
import { memoryTransport } from "../../src/testing/index.js";
import { loopback } from "../support/loopback.js";

describe("headers of a session and a call", () => {
  const layers = [
    { title: "the default where nobody says otherwise", session: {}, call: {}, accept: "*/*" },
    { title: "the session's over the default", session: { Accept: "text/csv" }, call: {}, accept: "text/csv" },
    {
      title: "the call's over the session's",
      session: { Accept: "text/csv" },
      call: { ACCEPT: "text/html" },
      accept: "text/html",
    },
    { title: "the call's over the default", session: {}, call: { accept: "text/html" }, accept: "text/html" },
    {
      title: "none where the call removes it",
      session: { Accept: "text/csv" },
      call: { accept: null },
      accept: undefined,
    },
    {
      title: "the session's where the call says undefined",
      session: { Accept: "text/csv" },
      call: { accept: undefined },
      accept: "text/csv",
    },
  ];

  it.each(layers)("sends $title", async ({ session: sessionHeaders, call, accept }) => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: sessionHeaders });
    await session.get("/", { headers: call });
    expect(server.requests[0]?.headers.accept).toBe(accept);
  });

  it("puts one value on the wire whatever the spelling of its name", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: { "X-Api-Version": "1" } });
    await session.get("/", { headers: { "x-API-version": "2" } });
    const names = server.requests[0]?.rawHeaders.filter((name) => name.toLowerCase() === "x-api-version");
    expect(names).toHaveLength(1);
    expect(server.requests[0]?.headers["x-api-version"]).toBe("2");
  });

  it("keeps what is set on the session and forgets what a call set", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    session.headers.set("X-Kept", "yes");
    await session.get("/", { headers: { "X-Once": "yes" } });
    await session.get("/");
    expect(server.requests[1]?.headers).toMatchObject({ "x-kept": "yes" });
    expect(server.requests[1]?.headers).not.toHaveProperty("x-once");
  });

  it("changes nothing that it is handed", async () => {
    await using server = await loopback();
    const headers = Object.freeze({ "X-A": "1" });
    const options = Object.freeze({ headers, params: Object.freeze({ a: "1" }), json: Object.freeze({ b: 1 }) });
    await using session = createSession({ baseUrl: server.url });
    await Promise.all([session.post("/", options), session.post("/", options)]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/?a=1", "/?a=1"]);
  });

  it("sends no Content-Type without a body, although the session has one", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: { "Content-Type": "application/json" } });
    await session.get("/");
    expect(server.requests[0]?.headers).not.toHaveProperty("content-type");
  });

  it("derives Content-Type from the body rather than from the session", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url, headers: { "Content-Type": "application/json" } });
    await session.post("/", { form: { a: "1" } });
    await session.post("/", { form: { a: "1" }, headers: { "content-type": "text/plain" } });
    expect(server.requests.map(({ headers }) => headers["content-type"])).toEqual([
      "application/x-www-form-urlencoded",
      "text/plain",
    ]);
  });

  it("keeps 200 concurrent calls with headers of their own apart", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => session.get(`/${index}`, { headers: { "X-Call": String(index) } })),
    );
    expect(server.requests.every(({ url, headers }) => url === `/${headers["x-call"] as string}`)).toBe(true);
  });

  const canary = "c4n4ry-value";
  const illegal: readonly (readonly [string, string, unknown, string])[] = [
    ["a line feed", "x-a", `${canary}\nX-Injected: 1`, "x-a has a character outside printable ASCII"],
    ["a carriage return", "x-a", `${canary}\r`, "x-a has a character outside printable ASCII"],
    ["a NUL", "x-a", `${canary}\u0000`, "x-a has a character outside printable ASCII"],
    ["a trailing line break", "x-a", `${canary}\r\n`, "x-a has a character outside printable ASCII"],
    ["a character outside ASCII", "x-a", `${canary}é`, "x-a has a character outside printable ASCII"],
    ["an emoji", "x-a", `${canary}🚀`, "x-a has a character outside printable ASCII"],
    ["an empty name with no values", "", [], '"" is not a legal name'],
    ["a number", "x-a", 1, "x-a must be a string, an array of strings, null or undefined"],
    ["an object", "x-a", { canary }, "x-a must be a string, an array of strings, null or undefined"],
    ["an empty name", "", canary, '"" is not a legal name'],
    ["a name with a space", "x a", canary, '"x a" is not a legal name'],
    ["a name with a colon", "x:a", canary, '"x:a" is not a legal name'],
    ["Host", "Host", canary, "host is set by the transport and can't be given"],
    ["Content-Length", "content-length", "1", "content-length is set by the transport and can't be given"],
    [
      "Transfer-Encoding",
      "Transfer-Encoding",
      "chunked",
      "transfer-encoding is set by the transport and can't be given",
    ],
    ["Connection", "connection", "close", "connection is set by the transport and can't be given"],
    ["Expect", "expect", "100-continue", "expect is set by the transport and can't be given"],
    [
      "Proxy-Authorization",
      "Proxy-Authorization",
      canary,
      "proxy-authorization is set by the transport and can't be given",
    ],
    ["white space before a value", "x-a", " 1", "x-a begins or ends with white space"],
    ["white space after a value", "x-a", "1 ", "x-a begins or ends with white space"],
    ["a bad value in a list", "x-a", ["1", "2\n"], "x-a has a character outside printable ASCII"],
    ["several Authorizations", "authorization", ["a", "b"], "authorization can't have several values"],
  ];

  it.each(illegal)("refuses %s before anything is sent, and never quotes a value", async (_, name, value, says) => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ baseUrl: "https://api.example.com", transport });
    const error = await session.get("/", { headers: { [name]: value as string } }).catch((reason: unknown) => reason);
    expect(isHttpCoreError(error) && error.code).toBe("HEADER_INVALID");
    expect(String(error)).toContain(`Header ${says}`);
    expect(String(error)).not.toContain("c4n4ry");
    expect(transport.requests).toHaveLength(0);
  });

  it("refuses one name in two spellings within one object", () => {
    expect(() => mergeCallerHeaders({ "X-A": "1", "x-a": "2" })).toThrow(
      expect.objectContaining({
        code: "HEADER_INVALID",
        message: "Header x-a is given twice, with different upper and lower case",
      }),
    );
  });

  it.each([null, 1, "x-a: 1"])("refuses headers that are %j", (headers) => {
    expect(() => mergeCallerHeaders(headers as never)).toThrow(expect.objectContaining({ code: "HEADER_INVALID" }));
  });

  it("sends a header named constructor like any other", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    await session.get("/", { headers: { constructor: "fine" } });
    expect(server.requests[0]?.headers["constructor"]).toBe("fine");
  });

  it("refuses a persistent Authorization beside a scheme", async () => {
    const auth = {
      name: "x",
      origins: ["https://api.example.com"],
      secrets: {},
      identity: () => ({ principal: "", secret: {} as never }),
      apply: <T>(request: T) => request,
    };
    const session = createSession({
      baseUrl: "https://api.example.com",
      headers: { authorization: "a" },
      auth,
      transport: memoryTransport(() => 200),
    });
    await expect(session.get("/")).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
