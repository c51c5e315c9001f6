import { describe, expect, it } from "vitest";
import { type AuthenticationError } from "../../../src/index.js";
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
      expect(message).toBe(`The last login failed; a new login is allowed in ${waitMs} ms`);
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
      message: `The service rejected this secret, so it is not sent again until ${new Date(startMs + 3_600_000).toISOString()}; correct it, or call resetCredentials() of a session with it`,
      cause: first,
      retryAt: new Date(startMs + 3_600_000),
    });
  });
});
