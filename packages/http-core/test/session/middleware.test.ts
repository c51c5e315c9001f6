import { describe, expect, it } from "vitest";
import {
  createRequest,
  createResponse,
  createSession,
  InputError,
  Secret,
  type AuthScheme,
  type Middleware,
  type Transport,
  type Verdict,
} from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { jsonBody } from "../../src/http/body/bodies.js";
import { mergeHeaders } from "../../src/http/headers.js";
import { scrub } from "../../src/redaction/redact.js";
import { serverMessage } from "../../src/redaction/server-message.js";

const baseUrl = "https://api.example.com";

describe("a session's own middleware", () => {
  it("runs outermost first, before the request is authorized, and sees the answer", async () => {
    const seen: string[] = [];
    const named =
      (name: string): Middleware =>
      (next) => ({
        async send(request, context) {
          seen.push(`${name} ${request.headers.get("authorization") ?? "bare"}`);
          const response = await next.send(request.with({ headers: { [`x-${name}`]: "1" } }), context);
          seen.push(`${name} ${response.status}`);
          return response;
        },
      });
    const transport = memoryTransport(() => 200);
    const session = createSession({ baseUrl, transport, middleware: [named("one")] }).extend({
      middleware: [named("two")],
    });
    await session.get("/");
    expect(seen).toEqual(["one bare", "two bare", "two 200", "one 200"]);
    expect(transport.requests[0]?.headers.get("x-two")).toBe("1");
    expect((await session.prepare("/")).headers.map(({ name }) => name)).toContain("x-one");
  });
});

describe("a middleware that changes the body", () => {
  it("gets the content type of what it put there", async () => {
    const transport = memoryTransport(() => 200);
    const body = jsonBody({ a: 1 });
    const adding: Middleware = (next) => ({ send: (request, context) => next.send(request.with({ body }), context) });
    await createSession({ baseUrl, transport, middleware: [adding] }).post("/");
    expect(transport.requests[0]?.headers.get("content-type")).toBe("application/json");
    expect(Buffer.from(transport.requests[0]?.body ?? []).toString()).toBe('{"a":1}');
  });

  it("can't send a one-shot stream twice", async () => {
    async function* once(): AsyncIterable<Uint8Array> {
      yield Buffer.from("x");
    }
    const transport = memoryTransport(() => 200);
    const twice: Middleware = (next) => ({
      send: async (request, context) => (await next.send(request, context), next.send(request, context)),
    });
    const call = createSession({ baseUrl, transport, middleware: [twice] }).post("/", { body: once() });
    await expect(call).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
    expect(transport.requests).toHaveLength(1);
  });
});

describe("classify", () => {
  /** A service that says no with status 200 and a body. */
  function session(peekBytes: number, stream: boolean): Promise<{ text: string; verdicts: Verdict[] }> {
    const verdicts: Verdict[] = [];
    const scheme: AuthScheme = {
      name: "peeking",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request.with({ headers: { "x-signed": "1" } }),
      async classify(_, { peek }) {
        const text = Buffer.from(await peek(peekBytes)).toString();
        verdicts.push(text.includes("denied") ? "rejected" : "accepted");
        return verdicts.at(-1) ?? "accepted";
      },
    };
    async function* body(): AsyncIterable<Uint8Array> {
      yield Buffer.from("den");
      yield Buffer.from("ied, ");
      yield Buffer.from("sorry");
    }
    const transport: Transport = {
      send: async (request) => createResponse({ status: 200, url: request.url, headers: new Headers(), body: body() }),
    };
    const call = createSession({ baseUrl, transport, auth: scheme }).get("/", { stream });
    return call.then(async (response) => ({ text: await response.text(), verdicts }));
  }

  it.each([
    [6, false],
    [6, true],
    [1_000, true],
    [1_000, false],
  ])("may look at %i bytes of the body, which stays whole (streamed: %s)", async (peekBytes, stream) => {
    expect(await session(peekBytes, stream)).toEqual({ text: "denied, sorry", verdicts: ["rejected"] });
  });
});

describe("a challenge", () => {
  it("to a one-shot stream ends the call", async () => {
    const scheme: AuthScheme = {
      name: "challenged",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request,
      classify: () => "challenged",
    };
    async function* once(): AsyncIterable<Uint8Array> {
      yield Buffer.from("x");
    }
    const session = createSession({ baseUrl, auth: scheme, transport: memoryTransport(() => 401) });
    await expect(session.post("/", { body: once() })).rejects.toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
  });
});

describe("a scheme that oversteps", () => {
  const scheme = (apply: AuthScheme["apply"]): AuthScheme => ({
    name: "x",
    origins: [baseUrl],
    secrets: {},
    identity: () => ({ principal: "", secret: new Secret("s") }),
    apply,
  });

  it.each([
    ["sends elsewhere by with()", scheme((request) => request.with({ url: "https://evil.example/" }))],
    [
      "makes a request of another origin",
      scheme(() => createRequest({ method: "GET", url: "https://evil.example/", headers: new Headers() })),
    ],
    [
      "changes the method",
      scheme((request) => createRequest({ method: "DELETE", url: request.url, headers: new Headers() })),
    ],
  ])("and %s is stopped", async (_, auth) => {
    const transport = memoryTransport(() => 200);
    await expect(createSession({ baseUrl, auth, transport }).get("/")).rejects.toBeInstanceOf(InputError);
    expect(transport.requests).toEqual([]);
  });
});

describe("headers as input", () => {
  it.each([
    ["white space around a value", { "x-a": " 1" }],
    ["an array for a header that has one value", { cookie: ["a=1", "b=2"] as string[] }],
    ["something else than headers", 5 as never],
  ])("refuse %s", (_, headers) => {
    expect(() => mergeHeaders(headers)).toThrow(expect.objectContaining({ code: "HEADER_INVALID" }));
  });

  it("join the values of an array, and take pairs and Headers", () => {
    const merged = mergeHeaders({ accept: ["a/b", "c/d"] }, [["x-pair", "1"]], new Headers({ "x-headers": "1" }));
    expect([...merged]).toEqual([
      ["accept", "a/b, c/d"],
      ["x-pair", "1"],
      ["x-headers", "1"],
    ]);
  });
});

describe("words of a server", () => {
  it.each([
    [{}, undefined],
    [null, undefined],
    [42, undefined],
    ["", undefined],
    [{ message: "", detail: "d" }, "d"],
    [{ message: "x".repeat(400) }, `${"x".repeat(300)}…`],
    ["<html>no title</html>", "an HTML page"],
    [{ error: true }, undefined],
  ])("of %j are %j", (body, words) => {
    expect(serverMessage(body)).toBe(words);
  });

  it("keep short values, which would mask half the text", () => {
    expect(scrub("abc def", ["abc"])).toBe("abc def");
    expect(scrub("abcd def", ["abcd"])).toBe("[redacted] def");
  });
});

describe("options of extend", () => {
  it("merge hosts, retry and timeouts one by one", async () => {
    const transport = memoryTransport(() => 503);
    const parent = createSession({
      transport,
      hosts: ["a.example"],
      retry: { attempts: 2, baseDelayMs: 1 },
      timeout: { totalMs: 5_000 },
    });
    const child = parent.extend({ hosts: ["b.example"], retry: { attempts: 1 }, timeout: { idleMs: 1 } });
    await child.get("https://a.example/").catch(() => {});
    await child.get("https://b.example/").catch(() => {});
    expect(transport.requests).toHaveLength(2);
    await expect(child.get("https://c.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    const quiet = parent.extend({ retry: false, hosts: ["c.example"] });
    await quiet.get("https://c.example/").catch(() => {});
    expect(transport.requests).toHaveLength(3);
  });

  it("take a transport and hosts of their own for a session that had none", async () => {
    const [one, two] = [memoryTransport(() => 200), memoryTransport(() => 200)];
    const child = createSession({ transport: one }).extend({
      transport: two,
      hosts: ["a.example"],
      retryWindow: { limit: 2 },
    });
    await child.get(new URL("https://a.example/x"));
    expect([one.requests.length, two.requests.length]).toEqual([0, 1]);
  });

  it("for one call may name hosts too", async () => {
    const transport = memoryTransport(() => 200);
    const session = createSession({ transport, baseUrl });
    await expect(session.get("https://b.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect((await session.get("https://b.example/", { hosts: ["b.example"] })).status).toBe(200);
    await expect(session.get(5 as never)).rejects.toMatchObject({ code: "URL_INVALID" });
    await expect(session.get("/", { hosts: [5 as never] })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("a body as input", () => {
  it.each([
    ["a number", { body: 5 as never }],
    ["null", { body: null as never }],
    ["an object without a stream", { body: {} as never }],
    ["a form field that is an object", { form: { a: {} as never } }],
    ["a form field that is NaN", { form: { a: Number.NaN } }],
  ])("refuses %s", async (_, options) => {
    await expect(
      createSession({ baseUrl, transport: memoryTransport(() => 200) }).post("/", options),
    ).rejects.toMatchObject({ code: "BODY_INVALID" });
  });

  it("may be empty", async () => {
    const transport = memoryTransport(() => 200);
    await createSession({ baseUrl, transport }).post("/", { body: "" });
    expect(transport.requests[0]?.body.length).toBe(0);
  });
});

describe("an answer", () => {
  const head = { status: 200, url: baseUrl, headers: new Headers() };

  it("without a body reads as nothing", async () => {
    const response = createResponse(head);
    expect([response.body, await response.text(), (await response.bytes()).length]).toEqual([null, "", 0]);
    await response.discard();
    for await (const _ of response.chunks()) expect.unreachable();
  });

  it("is read once as chunks", async () => {
    async function* source(): AsyncIterable<Uint8Array> {
      yield Buffer.from("x");
    }
    const response = createResponse({ ...head, body: source() });
    for await (const chunk of response.chunks()) expect(Buffer.from(chunk).toString()).toBe("x");
    await expect(response.chunks()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "BODY_USED" });
    await response.discard();
  });

  it("that is let go is drained a little and then cut", async () => {
    let sent = 0;
    let cancelled = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        sent += 10_000;
        yield Buffer.alloc(10_000);
      }
    }
    await createResponse({ ...head, body: endless(), cancel: () => void cancelled++ }).discard();
    expect([sent, cancelled]).toEqual([70_000, 1]);
  });

  it("cut short against its announced length is an error over any transport", async () => {
    const session = createSession({
      baseUrl,
      retry: false,
      transport: memoryTransport(() => ({ headers: { "content-length": "10" }, body: "half" })),
    });
    await expect(session.get("/")).rejects.toMatchObject({ code: "BODY_TRUNCATED" });
  });

  it("of an error is read up to 64 KB and no further", async () => {
    const session = createSession({
      baseUrl,
      transport: memoryTransport(() => ({ status: 400, body: `${"a".repeat(70_000)}` })),
    });
    await expect(session.get("/")).rejects.toMatchObject({ status: 400, body: "a".repeat(65_536) });
  });
});

describe("a schema that does not fit", () => {
  const schema = (path?: readonly (PropertyKey | { key: PropertyKey })[]) =>
    ({
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => ({ issues: [{ message: "is wrong", ...(path === undefined ? {} : { path }) }] }),
      },
    }) as const;
  const response = createResponse({ status: 200, url: baseUrl, headers: new Headers(), body: Buffer.from("{}") });

  it.each([
    [undefined, "(top): is wrong"],
    [["list", 0, { key: "name" }], "list.0.name: is wrong"],
  ])("is told with the place %j", async (path, words) => {
    await expect(response.json(schema(path))).rejects.toMatchObject({
      code: "BODY_SCHEMA",
      message: expect.stringContaining(words) as string,
    });
  });
});

describe("a preview", () => {
  it("shows bodies of every kind", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport() });
    const bodies = [Buffer.from("abc"), () => new Response("x").body as AsyncIterable<Uint8Array>];
    const shown = await Promise.all(bodies.map((body) => session.prepare("/", { method: "POST", body })));
    expect(shown.map(({ body }) => body)).toEqual([{ length: 3 }, {}]);
    expect((await session.prepare("/")).credential).toBe("none");
  });
});

describe("what is unlike every option", () => {
  it("is named without a suggestion", () => {
    expect(() => createSession({ zzzzzzzz: 1 } as never)).toThrow('Unknown session option "zzzzzzzz"');
    expect(() => createSession({ q: 1 } as never)).toThrow('Unknown session option "q"');
  });
});

describe("a printed session", () => {
  it("says where it goes and how it authenticates, and nothing else", () => {
    expect(
      JSON.parse(JSON.stringify(createSession({ transport: memoryTransport(), headers: { "x-api-key": "secret" } }))),
    ).toEqual({ headers: { "x-api-key": "[redacted]" }, auth: "none" });
    expect(JSON.parse(JSON.stringify(createSession({ transport: memoryTransport(), baseUrl, auth: false })))).toEqual({
      baseUrl,
      headers: {},
      auth: "none",
    });
  });
});

describe("hosts of a scheme", () => {
  it("are all that a session without a base URL may reach", async () => {
    const auth: AuthScheme = {
      name: "x",
      origins: [baseUrl],
      secrets: {},
      identity: () => ({ principal: "", secret: new Secret("s") }),
      apply: (request) => request,
    };
    const session = createSession({ auth, transport: memoryTransport(() => 200) });
    expect((await session.get(`${baseUrl}/`)).status).toBe(200);
    await expect(session.get("https://b.example/")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  });
});
