import { describe, expect, it } from "vitest";
import { createSession, Secret, type AuthScheme } from "../../../src/index.js";
import type { Loopback } from "../../support/loopback.js";
import { shuffledService } from "./shuffled-service.js";

interface Login {
  readonly sid: Secret;
  readonly csrf: Secret;
}

/** The CSRF token that a response brought, with the session that it belongs to. */
interface Rotated {
  readonly sid: Secret;
  readonly csrf: Secret;
}

/** Logs in for a session cookie and a CSRF token; responses bring newer tokens. */
function csrfScheme(origin: string): AuthScheme<Login, void, Rotated> {
  const secret = new Secret("password-1");
  return {
    name: "csrf",
    origins: [origin],
    secrets: { headers: ["cookie", "set-cookie", "x-csrf"] },
    identity: () => ({ principal: "user", secret }),
    async acquire({ send }) {
      const { headers } = await send(`${origin}/login`, { method: "POST", form: { password: secret.reveal() } });
      const [cookie = ""] = headers.getSetCookie();
      const sid = cookie.replace(/^sid=|;.*$/g, "");
      return { value: { sid: new Secret(sid), csrf: new Secret(headers.get("x-csrf") ?? "") } };
    },
    apply(request, login, { state }) {
      const isOfLogin = state?.sid.reveal() === login.sid.reveal();
      const csrf = isOfLogin ? state.csrf : login.csrf;
      return request.with({ headers: { cookie: `sid=${login.sid.reveal()}`, "x-csrf": csrf.reveal() } });
    },
    observe({ headers }, { credential, state }) {
      const csrf = headers.get("x-csrf");
      return csrf === null ? state : { sid: credential.sid, csrf: new Secret(csrf) };
    },
    classify: ({ status }) => (status === 403 ? "rejected" : "accepted"),
  };
}

interface CsrfService extends Loopback {
  /** How many logins there were. */
  readonly logins: () => number;
  /** Ends all sessions. */
  readonly endSessions: () => void;
}

async function csrfService(): Promise<CsrfService> {
  let logins = 0;
  let tokens = 0;
  const sessions = new Map<string, Set<string>>();
  const issue = (sid: string): string => {
    const token = `csrf-${tokens++}`;
    sessions.get(sid)?.add(token);
    return token;
  };
  const service = await shuffledService(({ url, headers }) => {
    if (url === "/login") {
      const sid = `sid-${logins++}`;
      sessions.set(sid, new Set());
      return { status: 200, headers: { "set-cookie": `sid=${sid}; HttpOnly`, "x-csrf": issue(sid) } };
    }
    const sid = String(headers.cookie).replace("sid=", "");
    const isValid = sessions.get(sid)?.has(String(headers["x-csrf"])) === true;
    return isValid ? { status: 200, headers: { "x-csrf": issue(sid) } } : { status: 403 };
  });
  return { ...service, logins: () => logins, endSessions: () => sessions.clear() };
}

describe("a session with a CSRF token that ends under 20 calls", () => {
  it("heals all of them by one login", async () => {
    await using service = await csrfService();
    await using session = createSession({
      baseUrl: service.url,
      auth: csrfScheme(service.url),
      retry: false,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    for (let i = 0; i < 3; i++) await session.get("/x");
    service.endSessions();
    const responses = await Promise.all(Array.from({ length: 20 }, () => session.post("/x", { json: {} })));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(service.logins()).toBe(2);
  });
});
