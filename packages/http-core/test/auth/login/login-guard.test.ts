import { describe, expect, it } from "vitest";
import { createSession, type AuthenticationError } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { TokenService } from "../../support/token-service.js";

const startMs = new TokenService().clock.nowMs();

describe("the back-off after failed logins", () => {
  const rows: readonly (readonly [string, number, readonly number[]])[] = [
    ["at the least", 0, [1000, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]],
    ["in the middle", 0.5, [1000, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000]],
    ["at the most", 1, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]],
  ];

  it.each(rows)("doubles up to a minute: %s of its jitter", async (_, random, expected) => {
    const service = new TokenService();
    service.loginStatus = 503;
    const session = service.session({ random: () => random, retryWindow: { limit: 100 } });
    const waits: unknown[] = [];
    for (const waitMs of expected) {
      await session.get("/x").catch(() => {});
      const error = await session.get("/x").catch((reason: unknown) => reason);
      const { retryAfterMs, retryAt, message } = error as AuthenticationError;
      waits.push(retryAfterMs);
      expect(retryAt?.getTime()).toBe(service.clock.nowMs() + waitMs);
      expect(message).toBe(`The last login failed; the next is tried in ${waitMs} ms`);
      await service.clock.advance(waitMs);
    }
    expect(waits).toEqual(expected);
    expect(service.logins).toBe(expected.length);
  });

  it("starts again at a second once a login went well", async () => {
    const service = new TokenService();
    const session = service.session({ retryWindow: { limit: 100 } });
    for (const status of [503, 503, 503, 200, 503]) {
      service.loginStatus = status;
      service.revoke();
      await session.get("/x").catch(() => {});
      await service.clock.advance(status === 503 ? 60_000 : 0);
    }
    await session.get("/x").catch(() => {});
    await expect(session.get("/x")).rejects.toMatchObject({ retryAfterMs: 1500 });
  });

  it("tries at the very millisecond it named, and not before", async () => {
    const service = new TokenService();
    service.loginStatus = 503;
    const session = service.session();
    await session.get("/x").catch(() => {});
    await service.clock.advance(999);
    await session.get("/x").catch(() => {});
    expect(service.logins).toBe(1);
    await service.clock.advance(1);
    await session.get("/x").catch(() => {});
    expect(service.logins).toBe(2);
  });
});

describe("a latched secret", () => {
  it("is told with the way out and the time", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    const session = service.session();
    const first = await session.get("/x").catch((reason: unknown) => reason);
    await service.clock.advance(1000);
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "AUTH_LATCHED",
      authOutcome: "rejected",
      message: "The service rejected this secret, so it is not sent again; correct it, or call resetCredentials()",
      cause: first,
      retryAt: new Date(startMs + 3_600_000),
    });
  });
});

describe("a credential", () => {
  it("is used up to the millisecond before its end, and never at it", async () => {
    const service = new TokenService();
    service.lifetimeMs = 1000;
    const session = service.session({ random: () => 0 });
    await session.get("/x");
    service.loginStatus = 503;
    await service.clock.advance(999);
    expect((await session.get("/x")).status).toBe(200);
    await service.clock.advance(1);
    await expect(session.get("/x")).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
  });

  const margins: readonly (readonly [number, number, number])[] = [
    [100_000, 0, 85_000],
    [100_000, 1, 75_000],
    [200_000, 0.5, 160_000],
    [10_000_000, 0, 9_940_000],
    [10_000_000, 1, 9_940_000],
  ];

  it.each(margins)("of %d ms is renewed, at jitter %d, after %d ms", async (lifetimeMs, random, dueMs) => {
    const service = new TokenService();
    service.lifetimeMs = lifetimeMs;
    const session = service.session({ random: () => random });
    await session.get("/x");
    await service.clock.advance(dueMs - 1);
    await session.get("/x");
    await service.clock.advance(0);
    expect(service.logins).toBe(1);
    await service.clock.advance(1);
    await session.get("/x");
    await service.clock.advance(0);
    expect(service.logins).toBe(2);
  });

  it("whose renewal the scheme names is not renewed before", async () => {
    const service = new TokenService();
    const { acquire, ...rest } = service.scheme();
    const scheme = {
      ...rest,
      acquire: async (context: Parameters<NonNullable<typeof acquire>>[0]) => ({
        ...(await acquire!(context)),
        expiresAt: service.clock.nowMs() + 1_000_000,
        renewAfter: service.clock.nowMs() + 500_000,
      }),
    };
    const session = service.session({ auth: scheme });
    await session.get("/x");
    await service.clock.advance(499_999);
    await session.get("/x");
    await service.clock.advance(0);
    expect(service.logins).toBe(1);
  });
});

describe("a login that hangs", () => {
  it("ends at the scheme's own deadline, which the error names", async () => {
    const service = new TokenService();
    service.loginGate = new Promise(() => {});
    const scheme = { ...service.scheme(), acquireTimeoutMs: 5_000 };
    const session = service.session({ auth: scheme, timeout: { totalMs: 0 } });
    const call = session.get("/x").catch((reason: unknown) => reason);
    await service.clock.advance(4_999);
    expect(service.loginsInFlight).toBe(1);
    await service.clock.advance(1);
    expect(await call).toMatchObject({
      code: "AUTH_TIMEOUT",
      authOutcome: "transient",
      message: "The login took longer than 5000 ms and was ended",
    });
  });

  it("is ended with the last caller who leaves, and only then", async () => {
    const service = new TokenService();
    const signals: (AbortSignal | undefined)[] = [];
    const scheme = {
      ...service.scheme(),
      acquire: ({ signal }: { signal?: AbortSignal | undefined }) => (
        signals.push(signal),
        new Promise<never>(() => {})
      ),
    };
    const session = service.session({ auth: scheme });
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const calls = controllers.map(({ signal }) => session.get("/x", { signal }).catch(() => {}));
    await service.clock.advance(1);
    for (const [index, controller] of controllers.entries()) {
      expect(signals[0]?.aborted).toBe(false);
      controller.abort();
      await calls[index];
    }
    expect(signals[0]?.aborted).toBe(true);
    expect(signals).toHaveLength(1);
  });
});

describe("a scheme", () => {
  const scheme = new TokenService().scheme();
  const base = { baseUrl: "https://api.example.com" };

  it("that changes the method or the origin is stopped before anything is sent", async () => {
    const transport = memoryTransport(() => 200);
    const moved = { ...scheme, apply: () => ({ method: "POST", url: "https://api.example.com/x" }) as never };
    const { acquire: _, ...signing } = moved;
    const session = createSession({ ...base, transport, auth: signing });
    await expect(session.get("/x")).rejects.toMatchObject({
      code: "URL_NOT_ALLOWED",
      message: "Scheme token changed the method or origin of a request; it may not",
    });
    expect(transport.requests).toEqual([]);
  });

  it("gets options, clock and randomness of the call", async () => {
    const seen: unknown[] = [];
    const signing = {
      name: "signing",
      origins: ["https://api.example.com"],
      secrets: {},
      identity: scheme.identity,
      apply: (
        request: never,
        _: never,
        context: { options?: unknown; random(): number; clock: { nowMs(): number } },
      ) => {
        seen.push(context.options, context.random(), context.clock.nowMs());
        return request;
      },
    };
    const service = new TokenService();
    const session = createSession({
      ...base,
      clock: service.clock,
      random: () => 0.25,
      transport: memoryTransport(() => 200),
      auth: signing as never,
    });
    await session.get("/x", { authOptions: { account: 7 } });
    expect(seen).toEqual([{ account: 7 }, 0.25, startMs]);
  });
});
