import { describe, expect, it } from "vitest";
import {
  combineAuth,
  createSession,
  isHttpError,
  Secret,
  type AnyAuthScheme,
  type ApplyContext,
  type Credential,
  type ResponseContext,
  type Verdict,
} from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../support/signing-scheme.js";
import { TokenService } from "../support/token-service.js";

/** A scheme that adds its name to a header. */
function marking(name: string, members: Partial<AnyAuthScheme> = {}): AnyAuthScheme {
  const secret = new Secret(`secret-of-${name}`);
  return signingScheme({
    name,
    secrets: { headers: [`x-${name}`], query: [`q-${name}`], fields: [`f-${name}`] },
    identity: () => ({ principal: name, secret }),
    apply: (request) => request.with({ headers: { "x-marks": `${request.headers.get("x-marks") ?? ""}${name}` } }),
    ...members,
  });
}

const login = { acquire: async (): Promise<Credential<unknown>> => ({ value: "v" }) };
const observing: Partial<AnyAuthScheme> = { observe: () => "state" };

describe("what can't be combined", () => {
  it.each([
    ["no list", "a", "Option schemes must be a list of schemes"],
    ["an empty list", [], "Option schemes must be a list of schemes"],
    ["false", [marking("a"), false], "Option schemes[1] must be the scheme of an auth package"],
    [
      "no scheme",
      [{}],
      expect.stringContaining("Option schemes[0] must be false, or the scheme of an auth package") as string,
    ],
    [
      "two that log in",
      [marking("a", login), marking("b"), marking("c", login)],
      "Option schemes must be schemes of which at most one has acquire(); a and c have it",
    ],
    [
      "two that learn",
      [marking("a", observing), marking("b", observing)],
      "Option schemes must be schemes of which at most one has observe(); a and b have it",
    ],
    [
      "schemes without a common origin",
      [marking("a"), marking("b", { origins: ["https://other.example"] })],
      "Option schemes must be schemes with an origin in common",
    ],
    [
      "a scheme without origins",
      [marking("a", { origins: [] })],
      "Option schemes must be schemes with an origin in common",
    ],
  ])("is refused: %s", (_, schemes, message) => {
    expect(() => combineAuth(schemes as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID", message }));
  });
});

describe("combined schemes", () => {
  it("are applied in order, also if some of them wait", async () => {
    const waiting: AnyAuthScheme["apply"] = async (request, ...rest) => marking("b").apply(request, ...rest);
    const auth = combineAuth([marking("a"), marking("b", { apply: waiting }), marking("c")]);
    const transport = memoryTransport(() => 200);
    await createSession({ baseUrl, auth, transport }).get("/x");
    expect(transport.requests[0]?.headers.get("x-marks")).toBe("abc");
  });

  it("go to the origins that all of them list, in any spelling", async () => {
    const [common, ofA, ofB] = ["https://common.example", "https://a.example", "https://b.example"];
    const auth = combineAuth([
      marking("a", { origins: [ofA, `${common}:443`, common] }),
      marking("b", { origins: ["https://COMMON.example", ofB] }),
    ]);
    expect(auth.origins).toEqual([common]);
    const transport = memoryTransport(() => 200);
    const session = createSession({ auth, transport, hosts: [common, ofA, ofB] });
    for (const origin of [common, ofA, ofB]) await session.get(`${origin}/x`);
    expect(transport.requests.map(({ headers }) => headers.get("x-marks"))).toEqual(["ab", null, null]);
  });

  it("are named and declared together", () => {
    const auth = combineAuth([marking("a"), marking("b")]);
    expect(auth.name).toBe("a+b");
    expect(auth.secrets).toEqual({ headers: ["x-a", "x-b"], query: ["q-a", "q-b"], fields: ["f-a", "f-b"] });
  });

  it("have names that differ for other lists", () => {
    const names = [
      ["a+b", "c"],
      ["a", "b+c"],
      ["a", "b", "c"],
      ["a\\", "b+c"],
      ["a\\+b", "c"],
    ].map((list) => combineAuth(list.map((name) => marking(name))).name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("may be combined again", async () => {
    const auth = combineAuth([combineAuth([marking("a"), marking("b")]), marking("c")]);
    const transport = memoryTransport(() => 200);
    await createSession({ baseUrl, auth, transport }).get("/x");
    expect(transport.requests[0]?.headers.get("x-marks")).toBe("abc");
  });

  it("may be instances of classes", async () => {
    class Scheme {
      readonly name = "class";
      readonly origins = [baseUrl];
      readonly secrets = {};
      #mark = "m";
      identity(): object {
        return { principal: this.#mark, secret: new Secret("s") };
      }
      apply(request: Parameters<AnyAuthScheme["apply"]>[0]): unknown {
        return request.with({ headers: { "x-marks": this.#mark } });
      }
      async acquire(): Promise<object> {
        return { value: this.#mark };
      }
      classify(): Verdict {
        return this.#mark === "m" ? "accepted" : "rejected";
      }
      observe(): unknown {
        return this.#mark;
      }
    }
    const transport = memoryTransport(() => 200);
    await createSession({ baseUrl, auth: combineAuth([new Scheme() as never]), transport }).get("/x");
    expect(transport.requests[0]?.headers.get("x-marks")).toBe("m");
  });

  it("that return no request are refused by the name of all", async () => {
    const auth = combineAuth([marking("a", { apply: () => undefined as never }), marking("b")]);
    const session = createSession({ baseUrl, auth, transport: memoryTransport(() => 200) });
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "AUTH_SCHEME_INVALID",
      message: expect.stringContaining("scheme a+b returned no request"),
    });
  });
});

describe("a combination with a scheme that logs in", () => {
  it("takes over its identity, login, deadline and login origins", async () => {
    const loginOrigins = ["https://sts.example"];
    const own = { ...login, renew: login.acquire, release: async () => {}, acquireTimeoutMs: 5 };
    const auth = combineAuth([marking("a"), marking("b", { ...own, loginOrigins })]);
    expect(auth).toMatchObject({ loginOrigins, acquireTimeoutMs: 5 });
    expect([typeof auth.acquire, typeof auth.renew, typeof auth.release]).toEqual(["function", "function", "function"]);
    expect(await auth.identity()).toMatchObject({ principal: "b" });
    expect(combineAuth([marking("a"), marking("b", login)]).loginOrigins).toEqual([baseUrl]);
  });

  it("has no member that none of them has", () => {
    const auth = combineAuth([marking("a"), marking("b")]);
    const members = ["loginOrigins", "acquireTimeoutMs", "acquire", "renew", "release", "observe", "classify"] as const;
    expect(members.filter((member) => auth[member] !== undefined)).toEqual([]);
  });

  it("gives the credential to that scheme alone", async () => {
    const seen: unknown[] = [];
    const recording = (name: string, members: Partial<AnyAuthScheme> = {}): AnyAuthScheme =>
      marking(name, { apply: (request, credential) => (seen.push(credential), request), ...members });
    const auth = combineAuth([recording("a"), recording("b", login), recording("c")]);
    await createSession({ baseUrl, auth, transport: memoryTransport(() => 200) }).get("/x");
    expect(seen).toEqual([undefined, "v", undefined]);
  });

  it("heals an expired token beside an API key", async () => {
    const service = new TokenService();
    const key = marking("key", { apply: (request) => request.with({ headers: { "x-key": "k" } }) });
    const session = service.session({ auth: combineAuth([key, service.scheme() as AnyAuthScheme]) });
    await session.get("/x");
    service.revoke();
    expect((await session.get("/x")).status).toBe(200);
    const calls = service.transport.requests.filter(({ url }) => url.endsWith("/x"));
    expect(calls.map(({ headers }) => headers.get("x-key"))).toEqual(["k", "k", "k"]);
    expect(service.logins).toBe(2);
  });

  it("masks the secrets of all of them", async () => {
    const auth = combineAuth([marking("key"), marking("login", login)]);
    const transport = memoryTransport(() => ({
      status: 400,
      body: { message: "bad secret-of-key or secret-of-login" },
    }));
    const error: unknown = await createSession({ baseUrl, auth, transport })
      .get("/x")
      .catch((reason: unknown) => reason);
    expect(isHttpError(error) && error.serverMessage).toBe("bad [redacted] or [redacted]");
  });
});

describe("a combination with a scheme that learns", () => {
  it("gives the state to that scheme alone, and its observe no credential of another", async () => {
    const seen: (readonly [unknown, number])[] = [];
    const credentials: unknown[] = [];
    const recording = (name: string, members: Partial<AnyAuthScheme> = {}): AnyAuthScheme =>
      marking(name, {
        apply: (request, _, { state, use }: ApplyContext<unknown, unknown>) => (seen.push([state, use]), request),
        ...members,
      });
    const observe = (_: unknown, { credential }: ResponseContext<unknown, unknown, unknown>): string => {
      credentials.push(credential);
      return "learnt";
    };
    const auth = combineAuth([recording("a", login), recording("b", { observe })]);
    const session = createSession({ baseUrl, auth, transport: memoryTransport(() => 200) });
    await session.get("/x");
    await session.get("/x");
    expect(seen).toEqual([
      [undefined, 0],
      [undefined, 0],
      [undefined, 0],
      ["learnt", 1],
    ]);
    expect(credentials).toEqual([undefined, undefined]);
  });

  it("gives that scheme its own credential", async () => {
    const credentials: unknown[] = [];
    const observe = (_: unknown, { credential }: ResponseContext<unknown, unknown, unknown>): void =>
      void credentials.push(credential);
    const auth = combineAuth([marking("a"), marking("b", { ...login, observe })]);
    await createSession({ baseUrl, auth, transport: memoryTransport(() => 200) }).get("/x");
    expect(credentials).toEqual(["v"]);
  });
});

describe("the verdict of combined schemes", () => {
  const saying = (verdict: Verdict, members: Partial<AnyAuthScheme> = {}): AnyAuthScheme =>
    marking(verdict, { classify: () => verdict, ...members });

  async function verdictOf(schemes: readonly AnyAuthScheme[], status = 200): Promise<unknown> {
    const response = { status, headers: new Headers(), url: baseUrl };
    const context = { peek: async () => new Uint8Array() } as never;
    return combineAuth(schemes).classify?.(response, context);
  }

  it.each([
    [["accepted", "accepted"], "accepted"],
    [["accepted", "challenged"], "challenged"],
    [["challenged", "accepted"], "challenged"],
    [["challenged", "rejected"], "rejected"],
    [["rejected", "challenged", "accepted"], "rejected"],
    [["accepted", "odd"], "odd"],
    [["odd", "rejected"], "odd"],
  ] as const)("%j is %s", async (verdicts, expected) => {
    expect(await verdictOf(verdicts.map((verdict) => saying(verdict as Verdict)))).toBe(expected);
  });

  it.each([
    ["a 401 is rejected by one that logs in and has no classify", marking("l", login), 401, "rejected"],
    ["a 401 is accepted by one that only signs and has no classify", marking("l"), 401, "accepted"],
    ["a 200 is accepted by one that logs in and has no classify", marking("l", login), 200, "accepted"],
    ["a 401 is what the classify of one that logs in says", saying("accepted", login), 401, "accepted"],
  ])("%s", async (_, scheme, status, expected) => {
    expect(await verdictOf([scheme, saying("accepted")], status)).toBe(expected);
  });

  it("is found with the credential and the state of each", async () => {
    const seen: unknown[] = [];
    const recording = (name: string, members: Partial<AnyAuthScheme>): AnyAuthScheme =>
      marking(name, {
        classify: (_, { credential, state, use }) => (seen.push([name, credential, state, use]), "accepted"),
        ...members,
      });
    const auth = combineAuth([recording("a", login), recording("b", observing)]);
    await createSession({ baseUrl, auth, transport: memoryTransport(() => 200) }).get("/x");
    expect(seen).toEqual([
      ["a", "v", undefined, 0],
      ["b", undefined, "state", 0],
    ]);
  });
});

describe("the identity of signers", () => {
  const named = async (...identities: readonly object[]): Promise<string> => {
    const schemes = identities.map((identity) => marking("s", { identity: () => identity as never }));
    const { principal, secret, extra } = await combineAuth(schemes).identity();
    return JSON.stringify([principal, secret?.fingerprint() ?? null, extra]);
  };
  const secret = (text: string): Secret => new Secret(text);

  it("differs where one of them differs", async () => {
    const lists: readonly (readonly object[])[] = [
      [
        { principal: "a", secret: secret("s") },
        { principal: "b", secret: secret("t") },
      ],
      [
        { principal: "b", secret: secret("t") },
        { principal: "a", secret: secret("s") },
      ],
      [
        { principal: "a", secret: secret("s") },
        { principal: "b", secret: secret("u") },
      ],
      [
        { principal: "a", secret: secret("s") },
        { principal: "c", secret: secret("t") },
      ],
      [
        { principal: "a", secret: secret("s"), extra: { x: "1" } },
        { principal: "b", secret: secret("t") },
      ],
      [
        { principal: "a", secret: secret("s") },
        { principal: "b", secret: secret("t"), extra: { x: "1" } },
      ],
      [{ principal: "a" }, { principal: "b", secret: secret("t") }],
      [{ principal: 'a","b', secret: secret("s") }],
      [
        { principal: "a", secret: secret('s","t') },
        { principal: "b", secret: secret("u") },
      ],
    ];
    const names = await Promise.all(lists.map(async (list) => named(...list)));
    expect(new Set(names).size).toBe(lists.length);
  });

  it("is the same for extra parts in another order", async () => {
    const [one, other] = [
      { x: "1", y: "2" },
      { y: "2", x: "1" },
    ].map((extra) => ({ principal: "a", secret: secret("s"), extra }));
    expect(await named(one ?? {})).toBe(await named(other ?? {}));
  });

  it("has no secret if one of them has none", async () => {
    const schemes = [marking("a"), marking("b", { identity: () => ({ principal: "b" }) })];
    expect((await combineAuth(schemes).identity()).secret).toBeUndefined();
  });

  it("is refused with an empty secret", async () => {
    const empty = marking("b", { identity: () => ({ principal: "b", secret: secret("") }) });
    await expect(combineAuth([marking("a"), empty]).identity()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("limits how often a rejected secret is sent", async () => {
    const classify = ({ status }: { status: number }): Verdict => (status === 401 ? "rejected" : "accepted");
    const auth = combineAuth([marking("a"), marking("b", { classify })]);
    const transport = memoryTransport(() => 401);
    const session = createSession({ baseUrl, auth, transport, clock: manualClock(), throwHttpErrors: false });
    for (let i = 0; i < 4; i++) await session.get("/x");
    await expect(session.get("/x")).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
  });
});
