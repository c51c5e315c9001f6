import { describe, expect, it } from "vitest";
import { Secret, type AuthScheme, type LoginRequestOptions } from "../../../src/index.js";
import { recordWarnings } from "../../support/warnings.js";
import { api, sts, tokenScheme, TwoSchemes } from "../../support/two-schemes.js";

/** The code of a call's error; `none` if it succeeds. */
async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "none",
    (error: { code?: unknown }) => error.code ?? error,
  );
}

describe("a login by another scheme", () => {
  it("has that scheme's proof, and shares its credential with calls and with other logins", async () => {
    const service = new TwoSchemes();
    const session = service.session();
    expect((await session.get("/x")).status).toBe(200);
    const request = service.transport.requests.find(({ url }) => url === `${sts}/assume`);
    expect(request?.headers.get("authorization")).toBe("Token user user-1");
    await session.renewCredential();
    await service.session({ auth: service.user }).authenticate();
    expect(service.logins).toEqual({ user: 1, role: 2 });
  });

  it("makes one login of the other scheme for logins that start at once", async () => {
    const service = new TwoSchemes();
    const roles = Array.from({ length: 20 }, (_, index) => ({
      ...service.role,
      identity: () => ({ principal: "p", secret: new Secret("s"), extra: { role: `${index}` } }),
    }));
    await Promise.all(roles.map((auth) => service.session({ auth }).authenticate()));
    expect(service.logins).toEqual({ user: 1, role: 20 });
  });

  it("has that scheme's rounds and window: a rejected credential is replaced, and the request is sent again", async () => {
    const service = new TwoSchemes();
    const logger = recordWarnings();
    const session = service.session({ logger, retryWindow: { limit: 1 } });
    await session.get("/x");
    service.revoke("user");
    service.revoke("role");
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toEqual({ user: 2, role: 2 });
    expect(logger.lines.map((line) => /scheme (\w+)/.exec(line)?.[1])).toEqual(["role", "user"]);
    service.revoke("user");
    await service.clock.advance(1);
    await expect(session.renewCredential()).rejects.toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED" });
  });

  it("may be signed by a scheme without a login, which gets the authOptions of the request", async () => {
    const service = new TwoSchemes();
    const signer: AuthScheme<void, { key: string }> = {
      name: "signer",
      origins: [sts],
      secrets: { headers: ["authorization"] },
      identity: (options) => ({ principal: options?.key ?? "none" }),
      apply: (request, _, { options }) => request.with({ headers: { authorization: `Token user ${options?.key}` } }),
    };
    await service.session({ auth: service.user }).authenticate();
    const auth = service.roleOf(signer, { authOptions: { key: "user-1" } });
    expect((await service.session({ auth, authOptions: { key: "other" } }).get("/x")).status).toBe(200);
  });

  it("with a proof of its own goes without that scheme", async () => {
    const service = new TwoSchemes();
    const auth = service.roleOf(service.user, { headers: { Authorization: "Token user own" } });
    await expect(service.session({ auth }).get("/x")).rejects.toMatchObject({ message: "assume returned 401" });
    expect(service.logins.user).toBe(0);
  });

  it("that says auth: false has no scheme", async () => {
    const service = new TwoSchemes();
    const auth = tokenScheme("role", async (context) => {
      const { status } = await context.send(`${sts}/assume`, { auth: false });
      return { value: new Secret(`${status}`) };
    });
    await service.session({ auth }).authenticate();
    expect(service.transport.requests.map(({ headers }) => headers.get("authorization"))).toEqual([null]);
  });

  it.each([
    ["that scheme's origins", { origins: [api] }, {}],
    ["the login origins", {}, { loginOrigins: [api] }],
  ])("is refused outside %s, and nothing is sent", async (_, other, own) => {
    const service = new TwoSchemes();
    const auth = { ...service.roleOf({ ...service.user, ...other }), ...own };
    expect(await codeOf(service.session({ auth }).get("/x"))).toBe("URL_NOT_ALLOWED");
    expect(service.transport.requests).toHaveLength(0);
  });

  it("leaves its cookies to itself", async () => {
    const service = new TwoSchemes();
    const session = service.session();
    await session.cookies.setCookie("session=1", sts);
    await session.get("/x");
    const sent = service.transport.requests.filter(({ url }) => url.startsWith(sts));
    expect(sent.map(({ headers }) => headers.has("cookie"))).toEqual([false, false]);
  });

  it("that ends at its own deadline leaves the other login to go on", async () => {
    const service = new TwoSchemes();
    const { promise, resolve } = Promise.withResolvers<void>();
    service.userGate = promise;
    const session = service.session({ auth: { ...service.role, acquireTimeoutMs: 1000 }, timeout: { totalMs: 0 } });
    const call = codeOf(session.get("/x"));
    await service.clock.advance(1001);
    expect(await call).toBe("AUTH_TIMEOUT");
    resolve();
    await service.clock.advance(2000);
    expect((await session.get("/x")).status).toBe(200);
    expect(service.logins).toEqual({ user: 1, role: 1 });
  });
});

describe("a wrong secret of the other scheme", () => {
  it("is tried once under 20 logins, and latches no secret but its own", async () => {
    const service = new TwoSchemes();
    service.userStatus = 401;
    const roles = Array.from({ length: 20 }, (_, index) => ({
      ...service.role,
      identity: () => ({ principal: "p", secret: new Secret("s"), extra: { role: `${index}` } }),
    }));
    const calls = await Promise.all(roles.map((auth) => codeOf(service.session({ auth }).get("/x"))));
    expect(new Set(calls)).toEqual(new Set(["AUTH_TRANSIENT"]));
    expect(service.logins.user).toBe(1);
    expect(await codeOf(service.session({ auth: service.user }).get("/x"))).toBe("AUTH_LATCHED");
  });

  it("is named in the error of the login", async () => {
    const service = new TwoSchemes();
    service.userStatus = 401;
    await expect(service.session().get("/x")).rejects.toMatchObject({
      code: "AUTH_TRANSIENT",
      message: "The login needs scheme user, whose own login failed: wrong password",
      cause: { code: "AUTH_REJECTED" },
    });
  });

  it("leaves other failures of that login as they are", async () => {
    const service = new TwoSchemes();
    service.userStatus = 503;
    await expect(service.session().get("/x")).rejects.toMatchObject({ message: "login returned 503" });
  });

  it("is not shown by the error of a login that quotes it", async () => {
    const service = new TwoSchemes();
    const auth = tokenScheme("role", async (context) => {
      await context.send(`${sts}/assume`, { auth: service.user });
      throw new Error("quoted: secret of user, Token user user-1");
    });
    const error = await service
      .session({ auth })
      .get("/x")
      .catch((reason: unknown) => reason);
    expect((error as Error).message).not.toContain("secret of user");
    expect((error as Error).message).not.toContain("user-1");
  });
});

describe("a scheme whose login would wait for itself", () => {
  it("fails at once", async () => {
    const service = new TwoSchemes();
    const auth: AuthScheme<Secret, unknown> = tokenScheme("own", async (context) => {
      await context.send(`${sts}/assume`, { auth });
      return { value: new Secret("t") };
    });
    await expect(service.session({ auth }).get("/x")).rejects.toMatchObject({
      name: "AuthSchemeError",
      code: "AUTH_CYCLE",
      message: expect.stringMatching(
        /^The login of scheme own sends a request with scheme own, .* waits for it/,
      ) as string,
    });
    expect(service.transport.requests).toHaveLength(0);
  });

  it("may renew with its own valid credential", async () => {
    const service = new TwoSchemes();
    const auth: AuthScheme<Secret, unknown> = {
      ...service.user,
      renew: async (credential, context) => {
        const response = await context.send(`${sts}/assume`, { method: "POST", auth });
        expect(response.status).toBe(200);
        return credential;
      },
    };
    const session = service.session({ auth });
    await session.authenticate();
    await session.renewCredential();
    expect(service.logins).toEqual({ user: 1, role: 1 });
  });

  /** Schemes each of whose logins sends a request with the next one, and the last with the first. */
  function ring(length: number): readonly AuthScheme<Secret, unknown>[] {
    const schemes: AuthScheme<Secret, unknown>[] = Array.from({ length }, (_, index) =>
      tokenScheme(`ring-${index}`, async (context) => {
        const auth = schemes[(index + 1) % length];
        await context.send(`${sts}/assume`, auth === undefined ? {} : { auth });
        return { value: new Secret("t") };
      }),
    );
    return schemes;
  }

  it.each([
    [2, [0]],
    [2, [0, 1]],
    [3, [0]],
    [3, [0, 1, 2]],
    [3, [2, 0]],
  ])("fails at once through a ring of %d, with logins of %j at the same time", async (length, starters) => {
    const service = new TwoSchemes();
    const schemes = ring(length);
    const sessions = starters.map((index) => service.session({ auth: schemes[index] ?? false }));
    const codes = await Promise.all(sessions.map((session) => codeOf(session.get("/x"))));
    expect(new Set(codes)).toEqual(new Set(["AUTH_CYCLE"]));
  });
});

describe("two schemes with one secret", () => {
  /** The secret, principal and login origin of both, so that their logins go one at a time until one succeeds. */
  const identity = () => ({ principal: "p", secret: new Secret("s") });

  it.each(["the outer one", "the inner one", "both, the inner one first"])(
    "do not wait for each other: %s starts",
    async (first) => {
      const service = new TwoSchemes();
      const user = { ...service.user, identity };
      const outer = service.session({ auth: { ...service.roleOf(user), identity } });
      const inner = service.session({ auth: user });
      const calls: Promise<unknown>[] = [];
      if (first !== "the outer one") calls.push(inner.authenticate());
      calls.push(outer.get("/x"));
      if (first !== "both, the inner one first") calls.push(inner.authenticate());
      await Promise.all(calls);
      expect(service.logins).toEqual({ user: 1, role: 1 });
    },
  );

  it("try a wrong one once", async () => {
    const service = new TwoSchemes();
    service.userStatus = 401;
    const user = { ...service.user, identity };
    const outer = service.session({ auth: { ...service.roleOf(user), identity } });
    const inner = service.session({ auth: user });
    const codes = await Promise.all([codeOf(outer.get("/x")), codeOf(inner.get("/x")), codeOf(outer.get("/x"))]);
    expect(codes).toEqual(["AUTH_TRANSIENT", "AUTH_REJECTED", "AUTH_TRANSIENT"]);
    expect(service.logins.user).toBe(1);
  });
});

describe("a logout by another scheme", () => {
  const releasing = (scheme: AuthScheme<Secret, unknown>, by: () => AuthScheme<Secret, unknown>) => ({
    ...scheme,
    release: async (_: unknown, context: { send: (url: string, options: LoginRequestOptions) => Promise<unknown> }) => {
      await context.send(`${sts}/assume`, { method: "DELETE", auth: by() });
    },
  });

  it("sends the release with that scheme's credential", async () => {
    const service = new TwoSchemes();
    const session = service.session({ auth: releasing(service.role, () => service.user) });
    await session.get("/x");
    await session.logout();
    expect(service.transport.requests.at(-1)?.headers.get("authorization")).toBe("Token user user-1");
    expect(service.logins.user).toBe(1);
  });

  it("logs in nowhere to release its own credential", async () => {
    const service = new TwoSchemes();
    const auth: AuthScheme<Secret, unknown> = releasing(service.user, () => auth);
    const session = service.session({ auth });
    await session.authenticate();
    expect(await codeOf(session.logout())).toBe("LOGGED_OUT");
    await session.authenticate();
    expect(service.logins.user).toBe(2);
  });
});

describe("an option of a login's request", () => {
  const refused: readonly (readonly [string, unknown, string])[] = [
    ["redirect", "follow", 'Option redirect must be "manual" for a login\'s request'],
    ["redirect", "error", 'Option redirect must be "manual" for a login\'s request'],
    ["throwHttpErrors", false, "Option throwHttpErrors can't be set for a login's request: "],
    ["hosts", ["sts.example.com"], "Option hosts can't be set for a login's request: "],
    ["reauthenticate", true, "Option reauthenticate can't be set for a login's request: "],
    ["stream", false, "Option stream can't be set for a login's request: "],
    ["retry", 3, "Option retry can't be set for a login's request: "],
    ["signal", new AbortController().signal, "Option signal can't be set for a login's request: "],
    ["baseUrl", sts, "Option baseUrl can't be set for a login's request: "],
    ["maxRedirects", 0, "Option maxRedirects can't be set for a login's request: "],
    ["json and body", undefined, "Option json and body must be one of json, form and body"],
  ];

  async function messageOf(options: object): Promise<unknown> {
    const service = new TwoSchemes();
    const auth = tokenScheme("role", async (context) => {
      const { status } = await context.send(`${sts}/assume`, options);
      return { value: new Secret(`${status}`) };
    });
    const result = await service
      .session({ auth })
      .authenticate()
      .then(
        () => "none",
        (error: unknown) => error,
      );
    expect(service.transport.requests).toHaveLength(result === "none" ? 1 : 0);
    return result;
  }

  it.each(refused)("is refused by name: %s %j", async (name, value, message) => {
    const options = name === "json and body" ? { json: {}, body: "x" } : { [name]: value };
    expect(await messageOf(options)).toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining(message) as string,
    });
  });

  it("that is unknown is refused by name", async () => {
    expect(await messageOf({ retries: 3 })).toMatchObject({ code: "OPTION_UNKNOWN" });
  });

  it.each([{ redirect: "manual" }, { stream: undefined, hosts: undefined }, { timeout: 1000, params: { a: "b" } }])(
    "may be %j",
    async (options) => {
      expect(await messageOf(options)).toBe("none");
    },
  );
});
