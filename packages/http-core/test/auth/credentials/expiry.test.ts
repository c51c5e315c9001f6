import { describe, expect, it } from "vitest";
import { playedScheme, playedSession } from "../../support/played-scheme.js";
import { TokenService } from "../../support/token-service.js";
import { recordWarnings } from "../../support/warnings.js";

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

describe("renewal ahead of expiry", () => {
  it("happens in the background once it is due, and the old credential serves meanwhile", async () => {
    const service = new TokenService();
    service.lifetimeMs = 600_000;
    const made = service.session();
    await made.get("/x");
    await service.clock.advance(545_000);
    expect((await made.get("/x")).status).toBe(200);
    await service.clock.advance(1);
    expect(service.logins).toBe(2);
    await service.clock.advance(100_000);
    await made.get("/x");
    expect(service.logins).toBe(2);
  });

  it.each([503, 401])(
    "costs no request where it fails with %d, warns once, and is not tried again at once",
    async (status) => {
      const service = new TokenService();
      service.lifetimeMs = 600_000;
      const logger = recordWarnings();
      const made = service.session({ logger });
      await made.get("/x");
      service.loginStatus = status;
      await service.clock.advance(550_000);
      for (let i = 0; i < 5; i++) expect((await made.get("/x")).status).toBe(200);
      await service.clock.advance(1);
      for (let i = 0; i < 5; i++) expect((await made.get("/x")).status).toBe(200);
      expect(service.logins).toBe(2);
      expect(logger.lines).toEqual([expect.stringContaining("The renewal before the expiry failed")]);
    },
  );

  it("keeps to the time the scheme names", async () => {
    let count = 0;
    const made = playedSession(
      playedScheme({
        acquire: async ({ clock }) => ({
          value: `t${++count}`,
          expiresAt: clock.nowMs() + 1_000_000,
          renewAfter: clock.nowMs() + 1_000,
        }),
      }),
    );
    expect(await made.token()).toBe("t1");
    await made.clock.advance(1_001);
    expect(await made.token()).toBe("t1");
    await made.clock.advance(1);
    expect(await made.token()).toBe("t2");
  });
});
