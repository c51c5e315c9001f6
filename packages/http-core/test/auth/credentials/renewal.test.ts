import { describe, expect, it } from "vitest";
import { AuthenticationError, createSession, type AuthScheme } from "../../../src/index.js";
import { manualClock, memoryTransport } from "../../../src/testing/index.js";
import { origin, playedScheme, playedSession } from "../../support/played-scheme.js";
import { TokenService } from "../../support/token-service.js";

describe("renew", () => {
  const acquire: NonNullable<AuthScheme<string>["acquire"]> = async () => ({ value: "acquired" });

  it("is preferred to acquire while the credential is valid", async () => {
    const service = new TokenService();
    const made = createSession({
      baseUrl: origin,
      clock: service.clock,
      transport: memoryTransport(({ headers }) => (headers.get("x-token") === "renewed" ? 200 : 401)),
      auth: playedScheme({ acquire, renew: async () => ({ value: "renewed" }) }),
    });
    expect((await made.get("/")).status).toBe(200);
  });

  it("that is refused gives way to acquire under the same permit", async () => {
    let logins = 0;
    const made = createSession({
      baseUrl: origin,
      clock: manualClock(),
      retryWindow: { limit: 1 },
      transport: memoryTransport(({ headers }) => (headers.get("x-token") === "login 2" ? 200 : 401)),
      auth: playedScheme({
        acquire: async () => ({ value: `login ${++logins}` }),
        renew: () => Promise.reject(new AuthenticationError("rejected", "no")),
      }),
    });
    expect((await made.get("/")).status).toBe(200);
  });

  it("that fails for a passing reason fails the call, without a login", async () => {
    let logins = 0;
    const made = createSession({
      baseUrl: origin,
      clock: manualClock(),
      transport: memoryTransport(() => 401),
      auth: playedScheme({
        acquire: async () => ({ value: `login ${++logins}` }),
        renew: () => Promise.reject(new Error("down")),
      }),
    });
    await expect(made.get("/")).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: expect.stringContaining("down") as string,
    });
    expect(logins).toBe(1);
  });
});

describe("the result of a login", () => {
  it("that has expired already is an error", async () => {
    const made = playedSession(
      playedScheme({ acquire: async ({ clock }) => ({ value: "t", expiresAt: clock.nowMs() }) }),
    );
    await expect(made.token()).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: expect.stringContaining("expired") as string,
    });
  });

  it("that is thrown as something else than an error is still a typed one", async () => {
    const thrown: unknown = "a string";
    const made = playedSession(playedScheme({ acquire: () => Promise.reject(thrown) }));
    await expect(made.token()).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
  });
});

describe("a late 401", () => {
  it("of a token that was replaced while it was on its way logs in zero times", async () => {
    const service = new TokenService();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = {
      send: async (...[request, context]: Parameters<typeof service.transport.send>) => {
        const response = await service.transport.send(request, context);
        if (request.url.endsWith("/slow") && response.status === 401) await held;
        return response;
      },
    };
    const made = service.session({ transport: slow });
    await made.get("/x");
    service.revoke();
    const late = made.get("/slow");
    await made.get("/x");
    expect(service.logins).toBe(2);
    release();
    expect((await late).status).toBe(200);
    expect(service.logins).toBe(2);
  });
});
