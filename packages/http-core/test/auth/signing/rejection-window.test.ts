import { describe, expect, it } from "vitest";
import {
  createSession,
  isRetryWindowExhaustedError,
  memoryPermits,
  Secret,
  type AnyAuthScheme,
  type Permits,
  type Session,
  type SessionOptions,
} from "../../../src/index.js";
import { manualClock, memoryTransport, type ManualClock, type MemoryTransport } from "../../../src/testing/index.js";
import { signedOrigin as baseUrl, signingScheme } from "../../support/signing-scheme.js";

const classify: NonNullable<AnyAuthScheme["classify"]> = ({ status, headers }) => {
  if (headers.has("x-challenge")) return "challenged";
  return status === 401 ? "rejected" : "accepted";
};

/** A service that checks a password. */
class PasswordService {
  readonly clock: ManualClock = manualClock();
  readonly transport: MemoryTransport;
  right = "right";

  constructor() {
    this.transport = memoryTransport(({ headers }) => (headers.get("x-proof") === this.right ? 200 : 401));
  }

  session(password: string, options: SessionOptions = {}): Session {
    const auth = passwordScheme(password);
    return createSession({ baseUrl, auth, transport: this.transport, clock: this.clock, ...options });
  }

  get requests(): number {
    return this.transport.requests.length;
  }
}

function passwordScheme(password: string, members: Partial<AnyAuthScheme> = {}): AnyAuthScheme {
  const secret = new Secret(password);
  return signingScheme({
    identity: () => ({ principal: "user", secret }),
    apply: (request) => request.with({ headers: { "x-proof": password } }),
    classify,
    ...members,
  });
}

async function codesOf(session: Session, calls: number): Promise<readonly unknown[]> {
  const codes: unknown[] = [];
  for (let i = 0; i < calls; i++) {
    codes.push(
      await session.get("/x").then(
        ({ status }) => status,
        ({ code }: { code: string }) => code,
      ),
    );
  }
  return codes;
}

describe("a wrong password of a scheme without a login", () => {
  it("is sent as often as the re-authentication window allows, then calls fail and send nothing", async () => {
    const service = new PasswordService();
    const codes = await codesOf(service.session("wrong"), 7);
    const rejected = "HTTP_STATUS";
    const refused = "RETRY_WINDOW_EXHAUSTED";
    expect(codes).toEqual([rejected, rejected, rejected, rejected, refused, refused, refused]);
    expect(service.requests).toBe(4);
  });

  it("ends with an error that says when the next try is allowed", async () => {
    const service = new PasswordService();
    const session = service.session("wrong", { retryWindow: { limit: 1, windowMs: 5_000 } });
    await codesOf(session, 1);
    const error: unknown = await session.get("/x").catch((reason: unknown) => reason);
    expect(isRetryWindowExhaustedError(error) && error).toMatchObject({
      message: expect.stringMatching(/^Too many requests whose signature, key or password was rejected: 1 in 5 s are /),
      counted: "rejections",
      limit: 1,
      windowMs: 5_000,
      retryAt: new Date(service.clock.nowMs() + 5_000),
    });
  });

  it("is tried again when the window has passed", async () => {
    const service = new PasswordService();
    const session = service.session("wrong", { retryWindow: { limit: 2, windowMs: 5_000 } });
    await codesOf(session, 3);
    await service.clock.advance(5_001);
    await codesOf(session, 3);
    expect(service.requests).toBe(4);
  });

  it("counts for all sessions of the identity, also after the first is closed", async () => {
    const service = new PasswordService();
    const one = service.session("wrong");
    await codesOf(one, 4);
    await one.close();
    expect(await codesOf(service.session("wrong"), 1)).toEqual(["RETRY_WINDOW_EXHAUSTED"]);
    expect(await codesOf(service.session("right"), 1)).toEqual([200]);
  });

  it("counts with reauthenticate: false as well, and the response is the caller's", async () => {
    const service = new PasswordService();
    const session = service.session("wrong", { reauthenticate: false, throwHttpErrors: false });
    expect(await codesOf(session, 5)).toEqual([401, 401, 401, 401, "RETRY_WINDOW_EXHAUSTED"]);
  });

  it("that was right before is refused like any other", async () => {
    const service = new PasswordService();
    const session = service.session("right");
    await codesOf(session, 3);
    service.right = "changed";
    await codesOf(session, 10);
    expect(service.requests).toBe(3 + 4);
  });

  it("is refused although responses to earlier requests are accepted later", async () => {
    const service = new PasswordService();
    const gate = Promise.withResolvers<void>();
    const { transport } = service;
    const slow = {
      send: async (...[request, context]: Parameters<typeof transport.send>) => {
        const response = await transport.send(request, context);
        if (request.url.endsWith("/slow")) await gate.promise;
        return response;
      },
    };
    const session = service.session("right", { transport: slow });
    const late = session.get("/slow");
    await codesOf(session, 1);
    service.right = "changed";
    await codesOf(session, 4);
    gate.resolve();
    await late;
    expect(await codesOf(session, 1)).toEqual(["RETRY_WINDOW_EXHAUSTED"]);
  });

  it("gets the responses that are under way when the last permit is taken", async () => {
    const service = new PasswordService();
    const session = service.session("wrong", { throwHttpErrors: false });
    const responses = await Promise.all(Array.from({ length: 10 }, () => session.get("/x")));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(await codesOf(session, 1)).toEqual(["RETRY_WINDOW_EXHAUSTED"]);
  });

  it("stops no request to another origin, and none without the scheme", async () => {
    const service = new PasswordService();
    const session = service.session("wrong", { hosts: ["api.example.com", "foreign.example"] });
    await codesOf(session, 5);
    const options = { throwHttpErrors: false };
    expect((await session.get("https://foreign.example/x", options)).status).toBe(401);
    expect((await session.get("/x", { ...options, auth: false })).status).toBe(401);
  });

  it("stops no prepare, which sends nothing", async () => {
    const service = new PasswordService();
    const session = service.session("wrong");
    await codesOf(session, 5);
    expect((await session.prepare("/x")).credential).toBe("applied");
  });
});

describe("what is no rejection", () => {
  it("takes no permit: a challenge", async () => {
    const clock = manualClock();
    const challenge = { status: 401, headers: { "x-challenge": "1" } };
    const transport = memoryTransport(() => challenge);
    const session = createSession({ baseUrl, transport, clock, auth: passwordScheme("p") });
    expect(new Set(await codesOf(session, 6))).toEqual(new Set(["HTTP_STATUS"]));
    expect(transport.requests).toHaveLength(6 * 4);
  });

  it("takes no permit: a 401 where the scheme has no classify", async () => {
    const clock = manualClock();
    const transport = memoryTransport(() => 401);
    const { classify: _, ...plain } = passwordScheme("p");
    const session = createSession({ baseUrl, transport, clock, auth: plain });
    expect(new Set(await codesOf(session, 6))).toEqual(new Set(["HTTP_STATUS"]));
  });
});

describe("the window of several processes", () => {
  /** Counts how often permits are asked. */
  function countedPermits(clock: ManualClock): { permits: Permits; counts: { peeks: number; takes: number } } {
    const inner = memoryPermits(clock);
    const counts = { peeks: 0, takes: 0 };
    const permits: Permits = {
      peek: (key) => (counts.peeks++, inner.peek(key)),
      take: (key, ttlMs) => (counts.takes++, inner.take(key, ttlMs)),
      free: (key) => inner.free(key),
    };
    return { permits, counts };
  }

  it("is asked before each request until one is accepted, and again after a rejection", async () => {
    const service = new PasswordService();
    const { permits, counts } = countedPermits(service.clock);
    const session = service.session("right", { permits, retryWindow: { windowMs: 5_000 } });
    await codesOf(session, 1);
    expect(counts).toEqual({ peeks: 1, takes: 0 });
    await codesOf(session, 3);
    expect(counts).toEqual({ peeks: 1, takes: 0 });
    service.right = "changed";
    await codesOf(session, 1);
    expect(counts).toEqual({ peeks: 1, takes: 1 });
    service.right = "right";
    await codesOf(session, 1);
    expect(counts.peeks).toBeGreaterThan(1);
    await service.clock.advance(5_000);
    const { peeks } = counts;
    await codesOf(session, 3);
    expect(counts.peeks).toBe(peeks);
  });

  it("is still asked after a challenge, which proves nothing", async () => {
    const clock = manualClock();
    const { permits, counts } = countedPermits(clock);
    const transport = memoryTransport(() => ({ status: 401, headers: { "x-challenge": "1" } }));
    const session = createSession({ baseUrl, transport, clock, permits, auth: passwordScheme("p") });
    await codesOf(session, 2);
    expect(counts).toEqual({ peeks: 2 * 4, takes: 0 });
  });

  it("is one for all of them", async () => {
    const service = new PasswordService();
    const permits = memoryPermits(service.clock);
    const wrongOf = (): Session =>
      createSession({
        baseUrl,
        permits,
        auth: passwordScheme("wrong"),
        transport: service.transport,
        clock: service.clock,
      });
    for (let i = 0; i < 4; i++) await codesOf(wrongOf(), 1);
    expect(await codesOf(wrongOf(), 1)).toEqual(["RETRY_WINDOW_EXHAUSTED"]);
    const otherClock = manualClock();
    const elsewhere = createSession({
      baseUrl,
      permits,
      auth: passwordScheme("wrong"),
      transport: service.transport,
      clock: otherClock,
    });
    expect(await codesOf(elsewhere, 1)).toEqual(["RETRY_WINDOW_EXHAUSTED"]);
    expect(service.requests).toBe(4);
  });
});
