import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { isHttpCoreError, type HttpCoreError, type Session } from "../../../src/index.js";
import { TokenService } from "../../support/token-service.js";

async function errorOf(session: Session): Promise<HttpCoreError | undefined> {
  const error = await session.get("/x").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isHttpCoreError(error) ? error : undefined;
}

async function codeOf(session: Session): Promise<string> {
  return (await errorOf(session))?.code ?? "none";
}

describe("a credential", () => {
  it("is shared as long as one session uses it, and obtained again after that", async () => {
    const service = new TokenService();
    const [one, other] = [service.session(), service.session()];
    await one.get("/x");
    await other.get("/x");
    await one.close();
    const third = service.session();
    await third.get("/x");
    expect(service.logins).toBe(1);
    for (const session of [other, third]) await session.close();
    await service.session().get("/x");
    expect(service.logins).toBe(2);
  });

  it("is kept by an extended session when its parent is closed", async () => {
    const service = new TokenService();
    const parent = service.session();
    await parent.get("/x");
    const child = parent.extend({ headers: { a: "1" } });
    await child.get("/x");
    await parent.close();
    await child.get("/x");
    await service.session().get("/x");
    expect(service.logins).toBe(1);
  });
});

describe("closing a session and making another", () => {
  const rows: readonly (readonly [string, number, string])[] = [
    ["the latch of a rejected secret", 401, "AUTH_LATCHED"],
    ["the back-off after a failed login", 503, "AUTH_TRANSIENT"],
    ["the back-off that the service asked for", 429, "AUTH_TRANSIENT"],
  ];

  it.each(rows)("does not lift %s, and still says why", async (_, loginStatus, code) => {
    const service = new TokenService();
    service.loginStatus = loginStatus;
    const causes = new Set<unknown>();
    for (let round = 0; round < 5; round++) {
      const session = service.session();
      const error = await errorOf(session);
      if (round > 0) expect(error?.code).toBe(code);
      causes.add(round > 0 ? error?.cause : error);
      await session.close();
    }
    expect(causes.size).toBe(1);
    expect(service.logins).toBe(1);
  });

  it("does not empty the window", async () => {
    const service = new TokenService();
    service.loginHeals = false;
    const codes: string[] = [];
    for (let round = 0; round < 6; round++) {
      const session = service.session();
      codes.push(await codeOf(session));
      await session.close();
    }
    expect(codes).toEqual(["HTTP_STATUS", "HTTP_STATUS", "HTTP_STATUS", "HTTP_STATUS", ...exhausted(2)]);
  });

  it("counts logins after a failed one in the window", async () => {
    const service = new TokenService();
    service.loginStatus = 503;
    const codes: string[] = [];
    for (let round = 0; round < 7; round++) {
      const session = service.session();
      codes.push(await codeOf(session));
      await session.close();
      await service.clock.advance(60_001);
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => "AUTH_TRANSIENT"), ...exhausted(2)]);
  });
});

function exhausted(times: number): string[] {
  return Array.from({ length: times }, () => "RETRY_WINDOW_EXHAUSTED");
}

/** Runs sessions in a process whose garbage can be collected, and returns how many of their secrets are still there. */
function secretsLeft(users: number, session: string): { readonly tokens: number; readonly passwords: number } {
  const program = `
    import { createResponse, createSession, Secret } from "@org/http-core";
    const origin = "https://api.example.com";
    const transport = { send: async ({ url }) => createResponse({ status: 200, url, headers: {} }) };
    const [tokens, passwords] = [[], []];
    const remember = (list, secret) => (list.push(new WeakRef(secret)), secret);
    const newScheme = (user) => ({
      name: "t", origins: [origin], secrets: {},
      identity: (options = user) => ({ principal: "user-" + options, secret: passwordOf(options) }),
      acquire: async () => ({ value: { token: remember(tokens, new Secret("token")) } }),
      apply: (request) => request,
    });
    const passwordOf = (user) => remember(passwords, new Secret("password-" + user));
    const open = (user) => createSession({ baseUrl: origin, transport, auth: newScheme(user) });
    async function use(user) { ${session} }
    for (let user = 0; user < ${users}; user++) await use(user);
    for (let round = 0; round < 10; round++) {
      gc();
      await new Promise((done) => setImmediate(done));
    }
    const left = (list) => list.filter((ref) => ref.deref() !== undefined).length;
    process.stdout.write(JSON.stringify({ tokens: left(tokens), passwords: left(passwords) }));
  `;
  const cwd = resolve(import.meta.dirname, "../../..");
  const run = ["--expose-gc", "--input-type=module", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, run, { encoding: "utf8", cwd })) as ReturnType<typeof secretsLeft>;
}

describe("the memory of a process", () => {
  const rows: readonly (readonly [string, number, string])[] = [
    ["20,000 sessions that were closed", 20_000, `const s = open(user); await s.get("/"); await s.close();`],
    ["2,000 sessions that were collected", 2_000, `await open(user).get("/");`],
    [
      "2,000 sessions that were reset",
      2_000,
      `const s = open(user); await s.get("/"); await s.resetCredentials(); await s.close();`,
    ],
  ];

  it.each(rows)("keeps no secret of %s", { timeout: 60_000 }, (_, users, session) => {
    const { tokens, passwords } = secretsLeft(users, session);
    // The machine may still hold the variables of the last step.
    expect(tokens).toBeLessThan(5);
    expect(passwords).toBeLessThan(5);
  });

  it("keeps at most 10,000 credentials of one session", { timeout: 60_000 }, () => {
    const session = `globalThis.s ??= open(0); await s.get("/", { authOptions: user });`;
    const { tokens } = secretsLeft(12_000, session);
    expect(tokens).toBeLessThanOrEqual(10_000);
    expect(tokens).toBeGreaterThan(8_000);
  });
});
