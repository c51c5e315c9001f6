import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  createResponse,
  createSession,
  Secret,
  type AuthScheme,
  type HttpRequest,
  type Middleware,
  type RequestOptions,
  type SendContext,
  type Transport,
} from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { loopback } from "../support/loopback.js";
import { printedTexts } from "../support/printed-texts.js";

const baseUrl = "https://a.example";
const canary = "cn-7Qm2xV9tLk4Z";

function scheme(parts: Partial<AuthScheme> = {}): AuthScheme {
  return {
    name: "test",
    origins: [baseUrl],
    secrets: { headers: ["x-proof"], query: ["proof"], fields: ["answer"] },
    identity: () => ({ principal: "user", secret: new Secret("another-secret") }),
    apply: (request) => request,
    ...parts,
  };
}

const basic = `Basic ${Buffer.from(`user:${canary}`).toString("base64")}`;

type SentSecret = readonly [string, RequestOptions, Partial<AuthScheme>];

const sent: readonly SentSecret[] = [
  ["a declared header", { headers: { "x-proof": canary } }, {}],
  ["a part of a declared header", { headers: { "x-proof": `key=a, signature="${canary}"` } }, {}],
  ["a header with a known name", { headers: { "x-api-key": canary } }, {}],
  ["a cookie", { headers: { cookie: `a=b; sid=${canary}` } }, {}],
  ["the password of a Basic pair", { headers: { authorization: basic } }, {}],
  ["a declared parameter", { params: { proof: canary } }, {}],
  ["a parameter with a known name", { params: { access_token: canary } }, {}],
  ["a declared field of a form", { form: { answer: canary } }, {}],
  ["a declared field of JSON", { json: { a: [{ answer: { b: [canary] } }] } }, {}],
  [
    "one of two fields with the same name",
    {
      form: [
        ["answer", canary],
        ["answer", "another"],
      ],
    },
    {},
  ],
  ["a field of JSON that is given as text", { body: JSON.stringify({ a: [{ answer: canary }] }) }, {}],
  ["a field of JSON that is given as bytes", { body: Buffer.from(JSON.stringify({ password: canary })) }, {}],
  ["a field of a form that is given as text", { body: `a=b&answer=${encodeURIComponent(canary)}` }, {}],
  ["a field of a form that is given as bytes", { body: Buffer.from(`client_secret=${canary}`) }, {}],
  ["a field that an object makes only for JSON", { json: { toJSON: () => ({ answer: canary }) } }, {}],
  ...[
    "private-token",
    "x-vault-token",
    "x-goog-iam-authorization-token",
    "x-hub-signature-256",
    "x-api-secret-key",
  ].map((name): SentSecret => [`a header named ${name}`, { headers: { [name]: canary } }, {}]),
  ...["X-Amz-Signature", "assertion", "code_verifier", "device_code", "otp", "secretKey"].map((name): SentSecret => [
    `a field named ${name}`,
    { form: { [name]: canary } },
    {},
  ]),
  ["a field with a known name", { json: { client_assertion: canary } }, {}],
  ["a signer's key", {}, { identity: () => ({ principal: "user", secret: new Secret(canary) }) }],
  [
    "a signer's key that is found later",
    {},
    { identity: async () => ({ principal: "u", secret: new Secret(canary) }) },
  ],
];

describe("a text of a server that quotes what was sent", () => {
  it.each(sent)("is masked if it was %s", async (_, options, parts) => {
    const transport = memoryTransport(() => ({ status: 403, body: { message: `bad ${canary}` } }));
    const session = createSession({ baseUrl, transport, auth: scheme(parts), retry: false });
    const error: unknown = await session.post("/x", options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ serverMessage: "bad [redacted]", body: { message: "bad [redacted]" } });
    expect(printedTexts(error).filter((text) => text.includes(canary))).toEqual([]);
  });

  it("is shown if nobody declared it secret", async () => {
    const values = {
      page: "page-number-2",
      tags: "release-notes",
      id: "abcdefgh-1234",
      group_token: "group-of-devices",
    };
    const message = Object.values(values).join(" ");
    const transport = memoryTransport(() => ({ status: 403, body: { message } }));
    const session = createSession({ baseUrl, transport, auth: scheme(), retry: false });
    const call = session.post("/x", { params: values, form: values, headers: { "x-tags": values.tags } });
    await expect(call).rejects.toMatchObject({ serverMessage: message });
  });

  it("is masked in every error of a login, whatever the login sent", async () => {
    const transport = memoryTransport(() => ({ status: 400, body: {} }));
    const acquire: AuthScheme["acquire"] = async (context) => {
      await context.send(`${baseUrl}/login`, { method: "POST", form: { answer: canary } });
      throw new AuthenticationError("transient", `refused ${canary}`, { cause: new Error(`cause ${canary}`) });
    };
    const session = createSession({ baseUrl, transport, auth: scheme({ acquire }), retry: false });
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: "refused [redacted]", cause: { message: "cause [redacted]" } });
    expect(printedTexts(error).filter((text) => text.includes(canary))).toEqual([]);
  });

  it("is masked in a foreign error, its causes and its own texts", async () => {
    const foreign = Object.assign(new Error(`outer ${canary}`, { cause: new Error(`inner ${canary}`) }), {
      config: `x-proof: ${canary}`,
      errors: [new Error(canary)],
    });
    const failing: Middleware = () => ({ send: () => Promise.reject(foreign) });
    const auth = scheme({ identity: () => ({ principal: "user", secret: new Secret(canary) }) });
    const session = createSession({ baseUrl, transport: memoryTransport(), middleware: [failing], auth, retry: false });
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(error).toBe(foreign);
    expect(printedTexts(error).filter((text) => text.includes(canary))).toEqual([]);
  });
});

describe("a request that middleware or a transport prints", () => {
  const seen: string[] = [];
  const print: Middleware = (next) => ({
    send(request, context) {
      seen.push(...printedTexts(request), ...printedTexts(request.with({ headers: { "x-more": "1" } })));
      return next.send(request, context);
    },
  });
  const signer = scheme({
    identity: () => ({ principal: "user", secret: new Secret(canary) }),
    apply: (request) => request.with({ url: `${request.url}/${canary}`, headers: { "user-agent": "u" } }),
  });
  const bearer: AuthScheme<Secret> = {
    name: "printed",
    origins: [baseUrl],
    secrets: {},
    identity: () => ({ principal: "user", secret: new Secret("another-secret") }),
    acquire: async () => ({ value: new Secret(canary) }),
    apply: (request) => request,
  };

  it.each([
    ["of a signer", signer, [print], `/x/${canary}`],
    ["in another encoding", signer, [print], `/x/${Buffer.from(`a${canary}`).toString("base64url")}`],
    // Middleware sees a request before its credential is chosen.
    ["of a login, which a transport prints", bearer, [], `/x/${canary}/y`],
  ])("shows no secret in its path: %s", async (_, auth, middleware, path) => {
    seen.length = 0;
    const transport: Transport = {
      send: async (request) => {
        seen.push(...printedTexts(request));
        return createResponse({ status: 200, url: request.url, headers: [] });
      },
    };
    const session = createSession({ baseUrl, transport, middleware, auth, retry: false });
    await session.get("/first");
    await session.get(path);
    await session.post(path, { body: "text" });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter((text) => text.includes(canary) || text.includes("LTdRbTJ4V"))).toEqual([]);
  });
});

describe("what is printed", () => {
  const options: RequestOptions = {
    headers: { "x-proof": canary, "x-tags": "new" },
    params: { proof: canary, page: 2, group_token: "g-1" },
  };

  it("of a prepared request has no declared secret, and what nobody declared", async () => {
    const session = createSession({ baseUrl, transport: memoryTransport(), auth: scheme() });
    const prepared = await session.prepare("/x", options);
    const copies = [
      prepared,
      { ...prepared },
      prepared.headers,
      structuredClone({ ...prepared }),
      Object.entries(prepared),
    ];
    expect(copies.flatMap((copy) => printedTexts(copy)).filter((text) => text.includes(canary))).toEqual([]);
    expect(JSON.parse(JSON.stringify(prepared))).toMatchObject({
      url: `${baseUrl}/x?proof=[redacted]&page=2&group_token=g-1`,
      headers: { "x-proof": "[redacted]", "x-tags": "new" },
    });
    expect(prepared.url).toBe(`${baseUrl}/x?proof=${canary}&page=2&group_token=g-1`);
    expect(prepared.headers.find(({ name }) => name === "x-proof")?.value).toBe(canary);
  });

  it("of a prepared request masks a known secret under any name", async () => {
    const auth = scheme({ identity: () => ({ principal: "user", secret: new Secret(canary) }) });
    const session = createSession({ baseUrl, transport: memoryTransport(), auth });
    const prepared = await session.prepare(`/${canary}`, {
      headers: { "x-tags": `a ${canary}` },
      params: { q: canary },
    });
    expect(printedTexts({ ...prepared }).filter((text) => text.includes(canary))).toEqual([]);
    expect(prepared.toJSON()).toMatchObject({ url: `${baseUrl}/[redacted]?q=[redacted]` });
  });

  it("of a request, its context, its headers and the session's headers has no secret", async () => {
    const seen: (HttpRequest | SendContext | Headers)[] = [];
    const watching: Middleware = (next) => ({
      send(request, context) {
        seen.push(request, context, request.headers);
        return next.send(request, context);
      },
    });
    const headers = { "x-api-key": canary };
    const transport = memoryTransport(() => 204);
    const session = createSession({ baseUrl, transport, middleware: [watching], headers });
    await session.post("/login", { ...options, form: { password: canary } });
    seen.push(session.headers);
    expect(seen.flatMap((each) => printedTexts(each)).filter((text) => text.includes(canary))).toEqual([]);
    expect(inspect(seen[0])).toContain("x-tags");
    expect(JSON.parse(JSON.stringify(seen[1]))).toMatchObject({ attempts: 1, auth: "none" });
    expect(session.headers.get("x-api-key")).toBe(canary);
  });
});

it("keeps the secret out of errors of a streamed body", async () => {
  await using server = await loopback((_, response) => {
    response.writeHead(200, { "content-type": `text/${canary}`, "content-length": 100 }).write("<x");
    setImmediate(() => response.destroy());
  });
  const auth = scheme({ origins: [server.url], identity: () => ({ principal: "user", secret: new Secret(canary) }) });
  await using session = createSession({ baseUrl: server.url, auth, retry: false });
  const reads = ["bytes", "json", "chunks"] as const;
  for (const read of reads) {
    const response = await session.get(`/${canary}`, { stream: true });
    const reading = read === "chunks" ? drain(response.chunks()) : response[read]();
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(printedTexts(error).filter((text) => text.includes(canary))).toEqual([]);
  }
});

it("keeps the secret out of the error for a body that is not JSON", async () => {
  const transport = memoryTransport(() => ({ headers: { "content-type": `text/${canary}` }, body: "<x" }));
  const auth = scheme({ identity: () => ({ principal: "user", secret: new Secret(canary) }) });
  const session = createSession({ baseUrl, transport, auth, retry: false });
  const response = await session.get("/x");
  await expect(response.json()).rejects.toMatchObject({ code: "BODY_NOT_JSON", message: /text\/\[redacted\]/ });
});

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}
