import { describe, expect, it } from "vitest";
import {
  HttpError,
  type AuthScheme,
  type Credential,
  type LoginContext,
  type Secret,
  type SessionOptions,
} from "../../../src/index.js";
import { fleetOf } from "../../support/fleet.js";
import { mapStore } from "../../support/map-store.js";
import { TokenService } from "../../support/token-service.js";

type Release = NonNullable<AuthScheme<Secret>["release"]>;

/** A service, and a scheme that keeps which tokens it released. */
function releasingService(release: Release = async () => {}): {
  readonly service: TokenService;
  readonly released: string[];
  readonly auth: AuthScheme<Secret>;
} {
  const service = new TokenService();
  const released: string[] = [];
  const auth: AuthScheme<Secret> = {
    ...service.scheme(),
    release: async (credential, context) => {
      released.push(credential.value.reveal());
      if (credential.value.reveal() === service.valid) service.revoke();
      await release(credential, context);
    },
  };
  return { service, released, auth };
}

/** Runs a call to its end, with the code and status of its error. */
async function endOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call.then(() => "ok");
  } catch (error) {
    return error instanceof HttpError ? error.status : (error as { code?: unknown }).code;
  }
}

describe("a logout", () => {
  it("forgets the credential and releases it; the next call logs in anew", async () => {
    const { service, released, auth } = releasingService();
    const [session, other] = [service.session({ auth }), service.session({ auth })];
    await session.get("/x");
    await other.logout();
    expect(released).toEqual(["token-1"]);
    expect(service.logins).toBe(1);
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("without a credential, or with a scheme without release, does nothing more", async () => {
    const { service, released, auth } = releasingService();
    await service.session({ auth }).logout();
    const session = service.session();
    await session.get("/x");
    await session.logout();
    expect(released).toEqual([]);
    expect(service.logins).toBe(1);
    await session.get("/x");
    expect(service.logins).toBe(2);
  });

  it("twice releases once", async () => {
    const { service, released, auth } = releasingService();
    const session = service.session({ auth });
    await session.get("/x");
    await Promise.all([session.logout(), session.logout()]);
    expect(released).toEqual(["token-1"]);
  });

  it("releases a credential that has expired, which says so itself", async () => {
    const dates: unknown[] = [];
    const { service, released, auth } = releasingService(async ({ expiresAt }, { clock }) => {
      dates.push((expiresAt ?? Infinity) <= clock.nowMs());
    });
    service.lifetimeMs = 1000;
    const session = service.session({ auth });
    await session.get("/x");
    await service.clock.advance(1001);
    await session.logout();
    expect([released, dates]).toEqual([["token-1"], [true]]);
  });

  it("lets release send requests to the login origins, with the options of the call", async () => {
    const seen: unknown[] = [];
    const { service, auth } = releasingService(async (credential: Credential<Secret>, context: LoginContext) => {
      seen.push(context.options, "cause" in context);
      const response = await context.send("https://api.example.com/login", { method: "POST" });
      seen.push(response.status, credential.value.reveal());
    });
    const session = service.session({ auth });
    await session.get("/x");
    await session.logout({ authOptions: { tenant: "t" } });
    expect(seen).toEqual([{ tenant: "t" }, false, 200, "token-1"]);
  });

  it("is refused for a session without a login, and for a closed one", async () => {
    const { service, released, auth } = releasingService();
    await expect(service.session({ auth: false }).logout()).rejects.toMatchObject({ code: "OPTION_INVALID" });
    const session = service.session({ auth });
    await session.get("/x");
    await session.close();
    await expect(session.logout()).rejects.toMatchObject({ code: "SESSION_CLOSED" });
    expect(released).toEqual([]);
  });

  it("of a scheme without a login forgets what it has learnt from responses", async () => {
    const service = new TokenService();
    service.valid = "fixed";
    const states: unknown[] = [];
    const auth: AuthScheme<void, void, string> = {
      name: "learner",
      origins: ["https://api.example.com"],
      secrets: { headers: ["authorization"] },
      identity: () => ({ principal: "p" }),
      apply: (request, _, { state }) => {
        states.push(state);
        return request.with({ headers: { authorization: "Token fixed" } });
      },
      observe: () => "learnt",
    };
    const session = service.session({ auth });
    await session.get("/x");
    await session.get("/x");
    await session.logout();
    await session.get("/x");
    expect(states).toEqual([undefined, "learnt", undefined]);
  });

  it("leaves the latch of a rejected secret", async () => {
    const { service, auth } = releasingService();
    service.loginStatus = 401;
    const session = service.session({ auth });
    expect(await endOf(session.get("/x"))).toBe("AUTH_REJECTED");
    await session.logout();
    expect(await endOf(session.get("/x"))).toBe("AUTH_LATCHED");
  });
});

describe("a logout whose release fails", () => {
  const failures: readonly (readonly [string, Release, object])[] = [
    [
      "with an error of this library",
      () => Promise.reject(new HttpError("no", { status: 503 })),
      { code: "HTTP_STATUS", status: 503 },
    ],
    [
      "with another error",
      () => Promise.reject(new Error("down, with token-1 and correct horse")),
      { code: "AUTH_TRANSIENT", message: "The logout failed: down, with [redacted] and [redacted]" },
    ],
    [
      "by throwing at once",
      () => {
        throw new Error("bad");
      },
      { code: "AUTH_TRANSIENT", message: "The logout failed: bad" },
    ],
  ];

  it.each(failures)("%s fails as that does, and the credential is forgotten", async (_, release, error) => {
    const { service, auth } = releasingService(release);
    const session = service.session({ auth });
    await session.get("/x");
    await expect(session.logout()).rejects.toMatchObject(error);
    await session.logout();
    await session.get("/x");
    expect(service.logins).toBe(2);
  });

  it("ends at the deadline of a login", async () => {
    const { service, auth } = releasingService(() => new Promise(() => {}));
    const session = service.session({ auth: { ...auth, acquireTimeoutMs: 5000 } });
    await session.get("/x");
    const logout = session.logout().catch((error: unknown) => error);
    await service.clock.advance(5001);
    expect(await logout).toMatchObject({
      code: "AUTH_TIMEOUT",
      message: "The logout timed out after 5000 ms",
    });
  });

  it("ends when its caller leaves", async () => {
    const { service, auth } = releasingService(() => new Promise(() => {}));
    const session = service.session({ auth });
    await session.get("/x");
    const controller = new AbortController();
    const logout = session.logout({ signal: controller.signal }).catch((error: unknown) => error);
    await service.clock.advance(1);
    controller.abort(new Error("left"));
    expect(await logout).toMatchObject({ message: "The logout failed: left" });
  });
});

describe("calls under way at a logout", () => {
  it("that wait for a login end, and nothing of it is kept", async () => {
    const { service, released, auth } = releasingService();
    const { promise, resolve } = Promise.withResolvers<void>();
    service.loginGate = promise;
    const session = service.session({ auth });
    const calls = [session.get("/x"), session.authenticate()].map(endOf);
    await service.clock.advance(1);
    await session.logout();
    expect(await Promise.all(calls)).toEqual(["LOGGED_OUT", "LOGGED_OUT"]);
    resolve();
    await service.clock.advance(1);
    expect(released).toEqual([]);
    await session.get("/x");
    expect(service.logins).toBe(2);
  });

  it.each([1, 20])("log in no more, and end with the response of the server: %d of them", async (count) => {
    const { service, auth } = releasingService();
    const { promise: gate, resolve } = Promise.withResolvers<void>();
    const transport = {
      send: async (...[request, context]: Parameters<typeof service.transport.send>) => {
        if (!request.url.endsWith("/login")) await gate;
        return service.transport.send(request, context);
      },
    };
    const session = service.session({ auth, transport });
    await session.authenticate();
    const calls = Array.from({ length: count }, () => endOf(session.get("/x")));
    await service.clock.advance(1);
    await session.logout();
    resolve();
    expect(new Set(await Promise.all(calls))).toEqual(new Set([401]));
    expect(service.logins).toBe(1);
  });

  it("log in no more for a later attempt of theirs", async () => {
    const { service, auth } = releasingService();
    let isDown = true;
    const transport = {
      send: async (...[request, context]: Parameters<typeof service.transport.send>) => {
        const response = await service.transport.send(request, context);
        if (request.url.endsWith("/x") && isDown) Object.defineProperty(response, "status", { value: 503 });
        return response;
      },
    };
    const session = service.session({ auth, transport, retry: { attempts: 3, minDelayMs: 1000 } });
    const call = endOf(session.get("/x"));
    await service.clock.advance(1);
    await session.logout();
    isDown = false;
    await service.clock.advance(5000);
    expect(await call).toBe("LOGGED_OUT");
    expect(service.logins).toBe(1);
  });

  it("may use the credential that a later call obtained", async () => {
    const { service, auth } = releasingService();
    const { promise: gate, resolve } = Promise.withResolvers<void>();
    const transport = {
      send: async (...[request, context]: Parameters<typeof service.transport.send>) => {
        if (request.url.endsWith("/slow") && request.headers.get("authorization") === "Token token-1") await gate;
        return service.transport.send(request, context);
      },
    };
    const session = service.session({ auth, transport });
    await session.authenticate();
    const slow = endOf(session.get("/slow"));
    await service.clock.advance(1);
    await session.logout();
    await session.get("/x");
    resolve();
    expect(await slow).toBe("ok");
    expect(service.logins).toBe(2);
  });
});

describe("a logout in a fleet", () => {
  const options = (): SessionOptions => ({ tokenStore: mapStore() });

  it("removes the record; other processes meet a 401 and log in anew", async () => {
    const { service, sessions } = fleetOf(3, options());
    const [one, two, three] = sessions;
    await one?.get("/x");
    await two?.get("/x");
    await one?.logout();
    service.revoke();
    expect((await two?.get("/x"))?.status).toBe(200);
    expect((await three?.get("/x"))?.status).toBe(200);
    expect(service.logins).toBe(2);
  });

  it("releases the credential of the store if this process holds none, or an older one", async () => {
    const { service, released, auth } = releasingService();
    const tokenStore = mapStore();
    const [one, two, three] = [1, 2, 3].map(() => service.session({ auth, tokenStore, clock: { ...service.clock } }));
    await one?.get("/x");
    await two?.logout();
    expect(released).toEqual(["token-1"]);
    await two?.get("/x");
    await three?.get("/x");
    service.revoke();
    await three?.get("/x");
    await two?.logout();
    expect(released).toEqual(["token-1", "token-3"]);
    expect(tokenStore.entries.size).toBe(0);
  });

  it("leaves the record of a login that starts while it empties the store", async () => {
    const store = mapStore();
    const opening = Promise.withResolvers<void>();
    let isSlow = false;
    const tokenStore = {
      ...store,
      delete: async (key: string) => {
        if (isSlow) await opening.promise;
        return store.delete(key);
      },
    };
    const { service, released, auth } = releasingService();
    const session = service.session({ auth, tokenStore });
    await session.get("/x");
    isSlow = true;
    const logout = session.logout();
    await service.clock.advance(1);
    const call = session.get("/x");
    await service.clock.advance(1);
    opening.resolve();
    await Promise.all([logout, call]);
    expect(released).toEqual(["token-1"]);
    expect([service.logins, store.entries.size]).toEqual([2, 1]);
  });
});
