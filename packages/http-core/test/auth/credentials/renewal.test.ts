import { describe, expect, it } from "vitest";
import { AuthenticationError, createSession, Secret, type AuthScheme, type Logger } from "../../../src/index.js";
import { manualClock, memoryTransport } from "../../../src/testing/index.js";
import { identityKey } from "../../../src/auth/credentials/identity-key.js";
import { deriveKeys } from "../../../src/auth/token-store/derived-keys.js";
import { TokenService } from "../../support/token-service.js";

const origin = "https://api.example.com";

/** A scheme whose login and renewal are played by the test. */
function played(parts: Pick<AuthScheme<string>, "acquire" | "renew">): AuthScheme<string> {
  return {
    name: "played",
    origins: [origin],
    secrets: {},
    identity: () => ({ principal: "p", secret: new Secret("secret") }),
    apply: (request, token) => request.with({ headers: { "x-token": token } }),
    ...parts,
  };
}

function session(
  scheme: AuthScheme<string>,
  logger?: Logger,
): { clock: ReturnType<typeof manualClock>; token(): Promise<string> } {
  const clock = manualClock();
  const transport = memoryTransport(({ headers }) => ({ body: headers.get("x-token") ?? "none" }));
  const made = createSession({
    baseUrl: origin,
    clock,
    transport,
    auth: scheme,
    random: () => 0,
    ...(logger === undefined ? {} : { logger }),
  });
  return { clock, token: async () => (await made.get("/")).text() };
}

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

  it("costs no request where it fails, warns once, and is not tried again at once", async () => {
    const service = new TokenService();
    service.lifetimeMs = 600_000;
    const lines: string[] = [];
    const logger = { debug() {}, info() {}, error() {}, warn: (line: string) => void lines.push(line) };
    const made = service.session({ logger });
    await made.get("/x");
    service.loginStatus = 503;
    await service.clock.advance(550_000);
    for (let i = 0; i < 5; i++) expect((await made.get("/x")).status).toBe(200);
    await service.clock.advance(1);
    for (let i = 0; i < 5; i++) expect((await made.get("/x")).status).toBe(200);
    expect(service.logins).toBe(2);
    expect(lines).toEqual([expect.stringContaining("Renewal ahead of expiry failed")]);
  });

  it("keeps to the time the scheme names", async () => {
    let count = 0;
    const made = session(
      played({
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

describe("renew", () => {
  const acquire: NonNullable<AuthScheme<string>["acquire"]> = async () => ({ value: "acquired" });

  it("is preferred to acquire while the credential is valid", async () => {
    const service = new TokenService();
    const made = createSession({
      baseUrl: origin,
      clock: service.clock,
      transport: memoryTransport(({ headers }) => (headers.get("x-token") === "renewed" ? 200 : 401)),
      auth: played({ acquire, renew: async () => ({ value: "renewed" }) }),
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
      auth: played({
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
      auth: played({
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

describe("a login's answer", () => {
  it("that has expired already is an error", async () => {
    const made = session(played({ acquire: async ({ clock }) => ({ value: "t", expiresAt: clock.nowMs() }) }));
    await expect(made.token()).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: expect.stringContaining("expired") as string,
    });
  });

  it("that is thrown as something else than an error is still a typed one", async () => {
    const thrown: unknown = "a string";
    const made = session(played({ acquire: () => Promise.reject(thrown) }));
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

describe("an identity", () => {
  const scheme = played({});
  const identity = (extra?: Record<string, string>) => ({
    principal: "p",
    secret: new Secret("s"),
    ...(extra === undefined ? {} : { extra }),
  });

  it("is the same whatever the order of its extra parts, and another with other ones", async () => {
    const [one, two, other] = [
      identity({ a: "1", b: "2" }),
      identity({ b: "2", a: "1" }),
      identity({ a: "1", b: "3" }),
    ].map((each) => identityKey(scheme, each));
    expect(one).toBe(two);
    expect(one).not.toBe(other);
    const [keys, same] = await Promise.all([
      deriveKeys(scheme, identity({ a: "1", b: "2" })),
      deriveKeys(scheme, identity({ b: "2", a: "1" })),
    ]);
    expect(keys.name).toBe(same.name);
  });

  it("can't be spelled in two ways", () => {
    expect(identityKey(scheme, identity({ ab: "c" }))).not.toBe(identityKey(scheme, identity({ a: "bc" })));
  });
});

describe("a session without a login", () => {
  it("says so where one is asked for", async () => {
    const made = createSession({ baseUrl: origin, transport: memoryTransport(() => 200) });
    await expect(made.authenticate()).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(
      createSession({ baseUrl: origin, auth: played({}), transport: memoryTransport(() => 200) }).renewCredential(),
    ).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
