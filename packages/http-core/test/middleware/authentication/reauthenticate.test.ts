import { describe, expect, it } from "vitest";
import {
  createResponse,
  createSession,
  isHttpError,
  type AnyAuthScheme,
  type Session,
  type SessionOptions,
  type Transport,
  type Verdict,
} from "../../../src/index.js";
import { manualClock, memoryTransport } from "../../../src/testing/index.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { signingScheme } from "../../support/signing-scheme.js";
import { TokenService } from "../../support/token-service.js";
import { oneShot } from "../../support/one-shot.js";

async function expired(): Promise<{ service: TokenService; session: ReturnType<TokenService["session"]> }> {
  const service = new TokenService();
  const session = service.session();
  await session.get("/x");
  service.revoke();
  return { service, session };
}

const baseUrl = "https://api.example.com";

describe("a rejected credential", () => {
  it("is replaced, and the original request sent again with the same body", async () => {
    const { service, session } = await expired();
    const response = await session.post("/orders", { json: { item: 1 } });
    expect(response.status).toBe(200);
    const orders = service.transport.requests.filter(({ url }) => url.endsWith("/orders"));
    expect(orders.map(({ body }) => Buffer.from(body).toString())).toEqual(['{"item":1}', '{"item":1}']);
    expect(orders.map(({ headers }) => headers.get("authorization"))).toEqual(["Token token-1", "Token token-2"]);
  });

  it("throws the second 401 and sends no third request", async () => {
    const { service, session } = await expired();
    service.loginHeals = false;
    const before = service.calls;
    const error = await session.get("/x").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error).toMatchObject({
      status: 401,
      serverMessage: "token expired",
      tried: ["re-authenticated once"],
    });
    expect(service.calls - before).toBe(2);
  });

  it("returns the 401 untouched where the call says reauthenticate: false", async () => {
    const { service, session } = await expired();
    const response = await session.get("/x", { reauthenticate: false, throwHttpErrors: false });
    expect(response.status).toBe(401);
    expect(service.logins).toBe(1);
  });

  it("is renewed for later calls where a one-shot stream can't be sent again", async () => {
    const { service, session } = await expired();
    const error = await session.post("/upload", { body: oneShot() }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "BODY_NOT_REPLAYABLE", cause: { status: 401 } });
    expect(service.transport.requests.filter(({ url }) => url.endsWith("/upload"))).toHaveLength(1);
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("is sent again from a factory of streams", async () => {
    const { service, session } = await expired();
    async function* fresh(): AsyncIterable<Uint8Array> {
      yield Buffer.from("data");
    }
    await session.post("/upload", { body: () => fresh() });
    const uploads = service.transport.requests.filter(({ url }) => url.endsWith("/upload"));
    expect(uploads.map(({ body }) => Buffer.from(body).toString())).toEqual(["data", "data"]);
  });

  it("leaves a 403 alone", async () => {
    const service = new TokenService();
    const { transport, clock } = service;
    await service.session().get("/x");
    const forbidding = {
      send: async (request: Parameters<typeof transport.send>[0], context: Parameters<typeof transport.send>[1]) => {
        const response = await transport.send(request, context);
        return request.url.endsWith("/forbidden") ? Object.assign(response, { status: 403 }) : response;
      },
    };
    const session = service.session({ transport: forbidding, clock });
    await expect(session.get("/forbidden")).rejects.toMatchObject({ status: 403 });
    expect(service.logins).toBe(1);
  });

  it("does not concern a call with an Authorization of its own", async () => {
    const { service, session } = await expired();
    const error = await session.get("/x", { headers: { Authorization: "Mine 1" } }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 401 });
    expect(service.logins).toBe(1);
    expect(service.transport.requests.at(-1)?.headers.get("authorization")).toBe("Mine 1");
  });
});

/** A scheme that takes its verdict from the response, and records the challenge of each request. */
function verdictScheme(members: Partial<AnyAuthScheme> = {}): {
  readonly auth: AnyAuthScheme;
  readonly challenges: (string | null | undefined)[];
} {
  const challenges: (string | null | undefined)[] = [];
  const auth = signingScheme({
    apply(request, _, { challenge }) {
      challenges.push(challenge === undefined ? undefined : challenge.headers.get("x-round"));
      return request.with({ headers: { "x-proof": "1" } });
    },
    classify: ({ headers }) => (headers.get("x-verdict") ?? "accepted") as Verdict,
    ...members,
  });
  return { auth, challenges };
}

const loggingIn: Partial<AnyAuthScheme> = { acquire: async () => ({ value: "v" }) };

/** A service whose responses have these verdicts, in order; the last is repeated. `c` 401, `r` 401, `a` 200. */
function verdicts(letters: string): ReturnType<typeof memoryTransport> {
  const names: Readonly<Record<string, Verdict>> = { c: "challenged", r: "rejected", a: "accepted" };
  let round = 0;
  return memoryTransport(() => {
    const letter = letters[Math.min(round, letters.length - 1)] ?? "a";
    const headers = { "x-verdict": names[letter] ?? letter, "x-round": String(round++) };
    return { status: letter === "a" ? 200 : 401, headers, body: { message: "refused" } };
  });
}

function open(transport: Transport, auth: AnyAuthScheme, options: SessionOptions = {}): Session {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  return createSession({ baseUrl, transport, auth, clock: manualClock(), logger, throwHttpErrors: false, ...options });
}

describe("the rounds of a call", () => {
  it.each([
    ["a", 1, 200],
    ["ca", 2, 200],
    ["ccca", 4, 200],
    ["cccca", 4, 401],
    ["ra", 2, 200],
    ["rra", 2, 401],
    ["rca", 3, 200],
    ["cra", 3, 200],
    ["cccra", 5, 200],
    ["rccca", 5, 200],
    ["crcca", 5, 200],
  ])("after the verdicts %s are %d requests, and the status is %d", async (letters, requests, status) => {
    const transport = verdicts(letters);
    const response = await open(transport, verdictScheme(loggingIn).auth).get("/x");
    expect([transport.requests.length, response.status]).toEqual([requests, status]);
  });

  it.each([
    ["cra", 2, 401],
    ["cca", 3, 200],
    ["ra", 1, 401],
  ])("with reauthenticate: false after %s are %d requests, and the status is %d", async (letters, requests, status) => {
    const transport = verdicts(letters);
    const response = await open(transport, verdictScheme(loggingIn).auth, { reauthenticate: false }).get("/x");
    expect([transport.requests.length, response.status]).toEqual([requests, status]);
  });

  it("have the challenge they respond to, each in its first request", async () => {
    const { auth, challenges } = verdictScheme(loggingIn);
    await open(verdicts("ccrca"), auth).get("/x");
    expect(challenges).toEqual([undefined, "0", "1", undefined, "3"]);
  });

  it("have no challenge in a retry", async () => {
    const clock = manualClock();
    const statuses = [401, 503, 200];
    const transport = memoryTransport(() => ({
      status: statuses.shift() ?? 200,
      headers: { "x-round": "0", ...(statuses.length === 2 ? { "x-verdict": "challenged" } : {}) },
    }));
    const { auth, challenges } = verdictScheme();
    const response = await runUntilSettled(clock, open(transport, auth, { clock }).get("/x"));
    expect(response.status).toBe(200);
    expect(challenges).toEqual([undefined, "0", undefined]);
  });

  it("have no challenge after a redirect", async () => {
    const responses = [
      { status: 401, headers: { "x-verdict": "challenged", "x-round": "0" } },
      { status: 302, headers: { location: "/y" } },
      { status: 200 },
    ];
    const transport = memoryTransport(() => responses.shift());
    const { auth, challenges } = verdictScheme();
    await open(transport, auth).get("/x");
    expect(challenges).toEqual([undefined, "0", undefined]);
  });

  it("keep no challenge for another call", async () => {
    const { auth, challenges } = verdictScheme();
    const session = open(verdicts("cccccccca"), auth);
    await session.get("/x");
    await session.get("/x");
    expect(challenges).toEqual([undefined, "0", "1", "2", undefined, "4", "5", "6"]);
  });

  it("send the whole request anew, with its body", async () => {
    const transport = verdicts("cra");
    await open(transport, verdictScheme(loggingIn).auth).post("/x", { json: { a: 1 } });
    const bodies = transport.requests.map(({ body }) => Buffer.from(body).toString());
    expect(bodies).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  });

  it("are told in the error of the last response", async () => {
    const session = open(verdicts("crcc"), verdictScheme(loggingIn).auth, { throwHttpErrors: true });
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(isHttpError(error) && error).toMatchObject({
      attempts: 5,
      tried: [
        "responded to a challenge",
        "re-authenticated once",
        "responded to a challenge",
        "responded to a challenge",
      ],
    });
  });

  it("do not begin where the response belongs to a request without a proof", async () => {
    const transport = verdicts("c");
    const session = open(transport, verdictScheme().auth, { hosts: ["elsewhere.example"] });
    await session.get("https://elsewhere.example/x");
    expect(transport.requests).toHaveLength(1);
  });
});

describe("a body that can't be sent again", () => {
  it.each([
    [
      "c",
      "The server sent a challenge, but the body is a one-shot stream, which can't be sent again; give a factory of streams",
    ],
    [
      "r",
      "The server rejected the credential, but the body is a one-shot stream, which can't be sent again; give a factory of streams",
    ],
  ])("ends the call with what asked for it: %s", async (letters, message) => {
    const transport = verdicts(letters);
    const session = open(transport, verdictScheme(loggingIn).auth);
    await expect(session.post("/x", { body: oneShot() })).rejects.toMatchObject({
      code: "BODY_NOT_REPLAYABLE",
      message,
      status: 401,
      cause: { name: "HttpError", serverMessage: "refused" },
    });
    expect(transport.requests).toHaveLength(1);
  });
});

describe("a classify", () => {
  /** A response whose body says when it is closed. */
  function closable(): { readonly transport: Transport; readonly isClosed: () => boolean } {
    let isClosed = false;
    async function* body(): AsyncIterable<Uint8Array> {
      yield Buffer.from("first");
      yield Buffer.from("second");
    }
    const cancel = (): void => void (isClosed = true);
    const parts = { status: 200, url: baseUrl, headers: new Headers() };
    return {
      transport: { send: async () => createResponse({ ...parts, body: body(), cancel }) },
      isClosed: () => isClosed,
    };
  }

  it.each([
    ["without a look at the body", async () => {}],
    ["after a look at the body", async (peek: (maxBytes: number) => Promise<Uint8Array>) => void (await peek(3))],
  ])("that throws ends the call with its error and lets the body go: %s", async (_, look) => {
    const wrongMac = new Error("The MAC of the response is wrong");
    const { transport, isClosed } = closable();
    const { auth } = verdictScheme({
      async classify(_response, { peek }) {
        await look(peek);
        throw wrongMac;
      },
    });
    await expect(open(transport, auth).get("/x", { stream: true })).rejects.toBe(wrongMac);
    await new Promise(setImmediate);
    expect(isClosed()).toBe(true);
  });

  it.each([
    ["undefined", undefined, "returned undefined"],
    ["a boolean", true, "returned boolean"],
    ["another word", "refused", 'returned "refused"'],
    ["a name of Object.prototype", "constructor", 'returned "constructor"'],
  ])("that returns %s breaks the contract", async (_, verdict, found) => {
    const { transport, isClosed } = closable();
    const { auth } = verdictScheme({ classify: () => verdict as never });
    const call = open(transport, auth).get("/x", { stream: true });
    await expect(call).rejects.toMatchObject({
      name: "AuthSchemeError",
      code: "AUTH_SCHEME_INVALID",
      message: `classify() of scheme signing ${found}; return "accepted", "rejected" or "challenged"`,
    });
    await new Promise(setImmediate);
    expect(isClosed()).toBe(true);
  });

  it("sees the response, the request and the credential as they went out, and what was learnt", async () => {
    const seen: unknown[] = [];
    const { auth } = verdictScheme({
      ...loggingIn,
      observe: () => "learnt",
      classify({ status, url }, { request, credential, state, use, options }) {
        seen.push([status, url, request.headers.get("x-proof"), credential, state, use, options]);
        return "accepted";
      },
    });
    await open(verdicts("a"), auth).get("/x", { authOptions: 7 });
    expect(seen).toEqual([[200, `${baseUrl}/x`, "1", "v", "learnt", 0, 7]]);
  });
});
