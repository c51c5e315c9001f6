import { describe, expect, it } from "vitest";
import { isAuthenticationError, type AuthScheme } from "../../../src/index.js";
import { TokenService } from "../../support/token-service.js";

describe("a login that fails", () => {
  it("sends a wrong secret once, however many calls there are", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    const session = service.session();
    const first = await Promise.allSettled(Array.from({ length: 25 }, () => session.get("/x")));
    const second = await Promise.allSettled(Array.from({ length: 25 }, () => session.get("/x")));
    expect(service.logins).toBe(1);
    const codes = (results: PromiseSettledResult<unknown>[]): unknown[] => [
      ...new Set(
        results.map((result) =>
          result.status === "rejected" && isAuthenticationError(result.reason) ? result.reason.code : "none",
        ),
      ),
    ];
    expect(codes(first)).toEqual(["AUTH_REJECTED"]);
    expect(codes(second)).toEqual(["AUTH_LATCHED"]);
  });

  it.each([
    ["resetCredentials is called", async (service: TokenService) => void (await service.session().resetCredentials())],
    ["an hour has passed", (service: TokenService) => service.clock.advance(3_600_001)],
  ])("sends the secret again once %s", async (_, release) => {
    const service = new TokenService();
    service.loginStatus = 401;
    const session = service.session();
    await session.get("/x").catch(() => {});
    await release(service);
    service.loginStatus = 200;
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it.each(["rejected secret", "valid credential"])(
    "forgets a %s for the next call before resetCredentials() has ended",
    async (what) => {
      const service = new TokenService();
      const session = service.session();
      if (what === "rejected secret") service.loginStatus = 401;
      await session.get("/x").catch(() => {});
      service.loginStatus = 200;
      const reset = session.resetCredentials();
      expect((await session.get("/x")).status).toBe(200);
      await reset;
      expect(service.logins).toBe(2);
    },
  );

  it("tries a changed secret at once", async () => {
    const service = new TokenService();
    service.loginStatus = 401;
    await service
      .session({ auth: service.scheme("user", "wrong") })
      .get("/x")
      .catch(() => {});
    service.loginStatus = 200;
    expect((await service.session({ auth: service.scheme("user", "right") }).get("/x")).status).toBe(200);
  });

  it("backs off after a passing fault, and fails calls meanwhile without a login", async () => {
    const service = new TokenService();
    service.loginStatus = 503;
    const session = service.session();
    await expect(session.get("/x")).rejects.toMatchObject({ code: "AUTH_TRANSIENT" });
    const error = await session.get("/x").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "AUTH_TRANSIENT", retryAfterMs: 1000 });
    expect(service.logins).toBe(1);
    service.loginStatus = 200;
    await service.clock.advance(1000);
    expect((await session.get("/x")).status).toBe(200);
  });

  it("waits as long as a throttling service asks", async () => {
    const service = new TokenService();
    service.loginStatus = 429;
    const session = service.session();
    await expect(session.get("/x")).rejects.toMatchObject({ code: "AUTH_THROTTLED" });
    await service.clock.advance(29_999);
    await expect(session.get("/x")).rejects.toMatchObject({ retryAfterMs: 1 });
    expect(service.logins).toBe(1);
  });

  it("counts every login after a failed one against the window", async () => {
    const service = new TokenService();
    service.loginStatus = 503;
    const session = service.session();
    for (let i = 0; i < 12; i++) {
      await session.get("/x").catch(() => {});
      await service.clock.advance(40_000);
    }
    expect(service.logins).toBe(5);
  });

  it("ends at its own deadline although the login ignores its signal", async () => {
    const service = new TokenService();
    service.loginGate = new Promise(() => {});
    const session = service.session({ timeout: { totalMs: 0 } });
    const calls = Promise.allSettled([session.get("/x"), session.get("/x")]);
    await service.clock.advance(60_001);
    const results = await calls;
    const codes = results.map((result) =>
      result.status === "rejected" && isAuthenticationError(result.reason) ? result.reason.code : "none",
    );
    expect(codes).toEqual(["AUTH_TIMEOUT", "AUTH_TIMEOUT"]);
    service.loginGate = Promise.resolve();
    await service.clock.advance(60_000);
    expect((await session.get("/x")).status).toBe(200);
  });

  it("goes on for the others when one caller aborts", async () => {
    const service = new TokenService();
    let open = (): void => {};
    service.loginGate = new Promise((resolve) => (open = resolve));
    const session = service.session();
    const controller = new AbortController();
    const first = session.get("/x", { signal: controller.signal });
    const others = [session.get("/x"), session.get("/x")];
    await service.clock.advance(1);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: "ABORTED" });
    open();
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
    expect(service.logins).toBe(1);
  });

  it("is left by a caller whose own deadline passes, without ending it for others", async () => {
    const service = new TokenService();
    let open = (): void => {};
    service.loginGate = new Promise((resolve) => (open = resolve));
    const session = service.session();
    const hurried = session.get("/x", { timeout: { totalMs: 100 } });
    const patient = session.get("/x");
    const outcome = hurried.catch((reason: unknown) => reason);
    await service.clock.advance(101);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    open();
    expect((await patient).status).toBe(200);
  });

  it("never recurses into the scheme", async () => {
    const service = new TokenService();
    const scheme = service.scheme();
    const headers: (string | null)[] = [];
    const watched: AuthScheme<never> = {
      ...(scheme as AuthScheme<never>),
      acquire: async (context) => {
        const response = await context.send("https://api.example.com/me");
        headers.push(response.headers.get("authorization"));
        return scheme.acquire?.(context) as never;
      },
    };
    expect((await service.session({ auth: watched }).get("/x")).status).toBe(200);
    const probe = service.transport.requests.find(({ url }) => url.endsWith("/me"));
    expect(probe?.headers.has("authorization")).toBe(false);
    expect(service.logins).toBe(1);
  });

  it("reaches only its login origins", async () => {
    const service = new TokenService();
    const scheme: AuthScheme<never> = {
      ...(service.scheme() as AuthScheme<never>),
      acquire: async (context) => {
        await context.send("https://elsewhere.example/login");
        throw new Error("not reached");
      },
    };
    const error = await service
      .session({ auth: scheme })
      .get("/x")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(service.transport.requests).toHaveLength(0);
  });
});
