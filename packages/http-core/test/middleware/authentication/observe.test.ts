import { describe, expect, it } from "vitest";
import {
  createResponse,
  createSession,
  Secret,
  type AnyAuthScheme,
  type ApplyContext,
  type ResponseContext,
  type Session,
  type SessionOptions,
} from "../../../src/index.js";
import { manualClock, memoryTransport, type MemoryResponse } from "../../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../../support/signing-scheme.js";
import { TokenService } from "../../support/token-service.js";

type Observe = NonNullable<AnyAuthScheme["observe"]>;

/** A scheme that learns the last nonce that it is given, and sends it with its use. */
function nonceScheme(members: Partial<AnyAuthScheme> = {}): AnyAuthScheme {
  return signingScheme({
    apply: (request, _, { state, use }) => request.with({ headers: { "x-proof": `${String(state)}:${use}` } }),
    observe: ({ headers }, { state }) => headers.get("x-nonce") ?? state,
    ...members,
  });
}

/** A service whose responses are given in order; the last one is repeated. */
function service(...responses: readonly MemoryResponse[]): ReturnType<typeof memoryTransport> {
  let next = 0;
  return memoryTransport(() => responses[Math.min(next++, responses.length - 1)]);
}

function nonce(value: string, status = 200, more: Record<string, string> = {}): MemoryResponse {
  return { status, headers: { "x-nonce": value, ...more } };
}

function proofs({ requests }: ReturnType<typeof memoryTransport>): (string | null)[] {
  return requests.map(({ headers }) => headers.get("x-proof"));
}

function sessionWith(transport: ReturnType<typeof memoryTransport>, options: SessionOptions = {}): Session {
  return createSession({ baseUrl, transport, auth: nonceScheme(), clock: manualClock(), random: () => 0, ...options });
}

describe("a scheme that observes", () => {
  it("learns from each response, and counts the requests that carry what it learnt", async () => {
    const transport = service(nonce("a"), 200, 200, nonce("b"), nonce("b"), 200);
    const session = sessionWith(transport);
    for (let i = 0; i < 6; i++) await session.get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "a:1", "a:2", "a:3", "b:1", "b:2"]);
  });

  it.each([
    ["a 404", nonce("a", 404)],
    ["a 401", nonce("a", 401)],
    ["a 403", nonce("a", 403)],
    ["an empty 204", nonce("a", 204)],
  ])("learns from %s", async (_, response) => {
    const transport = service(response, 200);
    const session = sessionWith(transport, { throwHttpErrors: false });
    await session.get("/x");
    await session.get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "a:1"]);
  });

  it("learns from a redirect, for the request that follows", async () => {
    const transport = service(nonce("a", 302, { location: "/y" }), 200);
    await sessionWith(transport).get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "a:1"]);
  });

  it("learns from a response that is repeated", async () => {
    const clock = manualClock();
    const transport = service(nonce("a", 503), 200);
    const call = sessionWith(transport, { clock }).get("/x");
    await clock.advance(10_000);
    await call;
    expect(proofs(transport)).toEqual(["undefined:0", "a:1"]);
  });

  it("learns before classify, and before the body is read", async () => {
    const order: string[] = [];
    async function* body(): AsyncIterable<Uint8Array> {
      order.push("body");
      yield Buffer.from("x");
    }
    const auth = nonceScheme({
      observe: () => void order.push("observe"),
      classify: () => (order.push("classify"), "accepted"),
    });
    const transport = memoryTransport(() => 200);
    const streaming = {
      send: async () => createResponse({ status: 200, url: baseUrl, headers: new Headers(), body: body() }),
    };
    await sessionWith(transport, { auth, transport: streaming }).get("/x");
    expect(order).toEqual(["observe", "body", "classify"]);
  });

  it("sees the request and the credential as they went out, and the state as it is now", async () => {
    const seen: ResponseContext<unknown, unknown, unknown>[] = [];
    const observe: Observe = ({ headers }, context) => {
      seen.push(context);
      return headers.get("x-nonce");
    };
    const clock = manualClock();
    const randomBytes = (length: number): Uint8Array => new Uint8Array(length);
    const session = sessionWith(service(nonce("a"), nonce("a")), {
      auth: nonceScheme({ observe }),
      clock,
      randomBytes,
      authOptions: { tenant: 7 },
    });
    await session.get("/x");
    await session.get("/y?q=1");
    const [first, second] = seen;
    expect(first).toMatchObject({ options: { tenant: 7 }, clock, randomBytes, credential: undefined });
    expect([first?.state, first?.use, second?.state, second?.use]).toEqual([undefined, 0, "a", 1]);
    expect([second?.request.url, second?.request.headers.get("x-proof")]).toEqual([`${baseUrl}/y?q=1`, "a:1"]);
  });

  it("sees status, headers and URL of the response", async () => {
    const heads: unknown[] = [];
    const observe: Observe = ({ status, headers, url }) => void heads.push([status, headers.get("x-nonce"), url]);
    await sessionWith(service(nonce("a")), { auth: nonceScheme({ observe }) }).get("/x");
    expect(heads).toEqual([[200, "a", `${baseUrl}/x`]]);
  });

  it("forgets by undefined", async () => {
    const transport = service(nonce("a"), 200, 200);
    const auth = nonceScheme({ observe: ({ headers }) => headers.get("x-nonce") ?? undefined });
    const session = sessionWith(transport, { auth });
    for (let i = 0; i < 3; i++) await session.get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "a:1", "undefined:0"]);
  });

  it("keeps origins apart", async () => {
    const transport = service(nonce("a"), 200, 200);
    const session = sessionWith(transport, { auth: nonceScheme({ origins: [baseUrl, "https://other.example"] }) });
    await session.get("/x");
    await session.get("https://other.example/x");
    await session.get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "undefined:0", "a:1"]);
  });

  it("keeps identities apart", async () => {
    const transport = service(nonce("a"), 200, 200);
    const auth = nonceScheme({
      identity: (options) => ({ principal: String(options), secret: new Secret("k") }),
    });
    const session = sessionWith(transport, { auth });
    for (const authOptions of ["one", "two", "one"]) await session.get("/x", { authOptions });
    expect(proofs(transport)).toEqual(["undefined:0", "undefined:0", "a:1"]);
  });

  it("hears nothing of a request that had no proof", async () => {
    const transport = service(nonce("a"), nonce("b"), 200);
    const session = sessionWith(transport, { hosts: ["api.example.com", "foreign.example"] });
    await session.get("https://foreign.example/x");
    await session.get("/x", { auth: false });
    await session.get("/x");
    expect(proofs(transport)).toEqual([null, null, "undefined:0"]);
  });

  it("counts no use for prepare, which shows what would be sent", async () => {
    const transport = service(nonce("a"), 200);
    const session = sessionWith(transport);
    await session.get("/x");
    for (let i = 0; i < 3; i++) {
      const { headers } = await session.prepare("/x");
      expect(headers.find(({ name }) => name === "x-proof")?.value).toBe("a:1");
    }
    await session.get("/x");
    expect(proofs(transport).at(-1)).toBe("a:1");
  });

  it("shares what it learnt between sessions, until the last one is closed", async () => {
    const transport = service(nonce("a"), 200);
    const clock = manualClock();
    const [one, two] = [sessionWith(transport, { clock }), sessionWith(transport, { clock })];
    await one.get("/x");
    await one.close();
    await two.get("/x");
    await two.close();
    await sessionWith(transport, { clock }).get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "undefined:0", "undefined:0"]);
  });
});

describe("a reset", () => {
  it("forgets what a scheme without a login has learnt, also from responses under way", async () => {
    const gate = Promise.withResolvers<void>();
    const responses = [nonce("a"), nonce("b"), 200];
    const transport = memoryTransport(async ({ url }) => {
      const response = responses.shift();
      if (url.endsWith("/slow")) await gate.promise;
      return response;
    });
    const session = sessionWith(transport);
    await session.get("/x");
    const late = session.get("/slow");
    await session.resetCredentials();
    gate.resolve();
    await late;
    await session.get("/x");
    expect(proofs(transport)).toEqual(["undefined:0", "a:1", "undefined:0"]);
  });

  it("is refused where nothing is learnt and nothing logs in", async () => {
    const session = sessionWith(service(200), { auth: signingScheme() });
    await expect(session.resetCredentials()).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: "This session has no scheme that logs in or learns from responses; give it one as auth",
    });
  });
});

describe("a state of a scheme that logs in", () => {
  /** Token service whose responses carry a nonce. */
  function loggingIn(members: Partial<AnyAuthScheme> = {}): {
    service: TokenService;
    auth: AnyAuthScheme;
    uses: string[];
  } {
    const tokens = new TokenService();
    const uses: string[] = [];
    const plain = tokens.scheme() as AnyAuthScheme;
    const auth: AnyAuthScheme = {
      ...plain,
      apply(request, credential, context: ApplyContext<unknown, unknown>) {
        uses.push(`${String(context.state)}:${context.use}`);
        return plain.apply(request, credential, context);
      },
      observe: ({ status }, { credential }) => `${status} for ${(credential as Secret).reveal()}`,
      ...members,
    };
    return { service: tokens, auth, uses };
  }

  it("outlives a credential that is renewed", async () => {
    const { service: tokens, auth, uses } = loggingIn({ observe: ({ status }) => (status === 200 ? "ok" : "bad") });
    const session = tokens.session({ auth });
    await session.get("/x");
    await session.renewCredential();
    await session.get("/x");
    expect(uses).toEqual(["undefined:0", "ok:1"]);
  });

  it("is gone after a reset", async () => {
    const { service: tokens, auth, uses } = loggingIn();
    const session = tokens.session({ auth });
    await session.get("/x");
    await session.resetCredentials();
    await session.get("/x");
    expect(uses).toEqual(["undefined:0", "undefined:0"]);
  });

  it("learns from a rejection, for the request after it", async () => {
    const { service: tokens, auth, uses } = loggingIn();
    const session = tokens.session({ auth });
    await session.get("/x");
    tokens.revoke();
    await session.get("/x");
    expect(uses).toEqual(["undefined:0", "200 for token-1:1", "401 for token-1:1"]);
  });

  it.each([
    ["replaced", async (session: Session) => session.renewCredential()],
    ["forgotten", async (session: Session) => session.resetCredentials()],
  ])("learns nothing from a response whose credential was %s since", async (_, replace) => {
    const { service: tokens, auth } = loggingIn();
    const observed: string[] = [];
    const gate = Promise.withResolvers<void>();
    const slow = {
      send: async (...[request, context]: Parameters<typeof tokens.transport.send>) => {
        const response = await tokens.transport.send(request, context);
        if (request.url.endsWith("/slow")) await gate.promise;
        return response;
      },
    };
    const observe: Observe = ({ url }) => void observed.push(url);
    const session = tokens.session({ auth: { ...auth, observe }, transport: slow });
    await session.get("/x");
    const late = session.get("/slow");
    await replace(session);
    await session.get("/y");
    gate.resolve();
    await late;
    expect(observed.map((url) => new URL(url).pathname)).toEqual(["/x", "/y"]);
  });
});

describe("an observe that fails", () => {
  const cause = new Error("no header");
  const cases: readonly (readonly [string, Observe, object])[] = [
    [
      "throws",
      () => {
        throw cause;
      },
      { message: "observe() of scheme signing threw an error; it must not throw", cause },
    ],
    [
      "returns a promise",
      (async () => "nonce") as never,
      {
        message:
          "observe() of scheme signing returned a state that can't be kept: state is of type Promise; expected a string, finite number, boolean, null, array, plain object or Secret",
      },
    ],
    ["returns a date", () => ({ at: new Date() }), { message: expect.stringContaining("state.at is of type Date") }],
  ];

  it.each(cases)("ends the call as a fault of the scheme: it %s", async (_, observe, expected) => {
    let isClosed = false;
    const transport = {
      send: async () =>
        createResponse({
          status: 200,
          url: baseUrl,
          headers: new Headers(),
          body: (async function* () {
            yield Buffer.from("x");
          })(),
          cancel: () => (isClosed = true),
        }),
    };
    const call = createSession({ baseUrl, transport, auth: nonceScheme({ observe }) }).get("/x", { stream: true });
    await expect(call).rejects.toMatchObject({ name: "AuthSchemeError", code: "AUTH_SCHEME_INVALID", ...expected });
    await new Promise(setImmediate);
    expect(isClosed).toBe(true);
  });

  it("may return members that are undefined", async () => {
    const transport = service(200);
    const session = sessionWith(transport, { auth: nonceScheme({ observe: () => ({ realm: undefined }) }) });
    await expect(session.get("/x")).resolves.toMatchObject({ status: 200 });
  });
});

describe("a scheme that reads no response", () => {
  it("is not asked for its identity", async () => {
    let asked = 0;
    const identity: AnyAuthScheme["identity"] = () => (asked++, { principal: "p", secret: new Secret("k") });
    const session = sessionWith(service(200), { auth: signingScheme({ identity }) });
    await session.get("/x");
    await session.get("/x");
    expect(asked).toBe(0);
  });

  it.each(["observe", "classify", "acquire"] as const)("is asked for its identity if it has %s", async (member) => {
    let asked = 0;
    const members: Partial<AnyAuthScheme> = {
      observe: () => undefined,
      classify: () => "accepted",
      acquire: async () => ({ value: "v" }),
    };
    const identity: AnyAuthScheme["identity"] = () => (asked++, { principal: "p", secret: new Secret("k") });
    const session = sessionWith(service(200), { auth: signingScheme({ identity, [member]: members[member] }) });
    await session.get("/x");
    await session.get("/x");
    expect(asked).toBe(2);
  });

  it("gets no state, and a use of 0", async () => {
    const contexts: (readonly [unknown, number])[] = [];
    const auth = signingScheme({
      apply: (request, _, { state, use }) => (contexts.push([state, use]), request),
    });
    const session = sessionWith(service(nonce("a")), { auth });
    await session.get("/x");
    await session.get("/x");
    expect(contexts).toEqual([
      [undefined, 0],
      [undefined, 0],
    ]);
  });
});
