import { AuthenticationError, Secret, type AuthScheme } from "../../../../src/index.js";
import type { MemoryResponse, ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://sessions.example.com";
const right = "session-password-5c";
const loginRequired = { status: 403, headers: { "x-reason": "login required" } };

/** Logs in for a session cookie. The service refuses a missing or expired one with 403. */
function cookieAuth(password: string): AuthScheme<Secret> {
  const secret = new Secret(password);
  return {
    name: "cookie",
    origins: [origin],
    secrets: { headers: ["cookie", "set-cookie"], fields: ["password"] },
    identity: () => ({ principal: "user", secret }),
    async acquire({ send }) {
      const form = { password: secret.reveal() };
      const { status, headers } = await send(`${origin}/login`, { method: "POST", form });
      if (status === 403) throw new AuthenticationError("rejected", "the password is wrong");
      const sid = headers.getSetCookie().flatMap((cookie) => /^sid=([\w-]+)(?:;|$)/.exec(cookie)?.[1] ?? [])[0];
      if (sid === undefined) throw new AuthenticationError("transient", "the login set no session cookie");
      return { value: new Secret(sid) };
    },
    apply: (request, sid) => request.with({ headers: { cookie: `sid=${sid.reveal()}` } }),
    classify: ({ status, headers }) =>
      status === 403 && headers.get("x-reason") === "login required" ? "rejected" : "accepted",
  };
}

/** The scheme with its service. */
export function cookieSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const password = wrongSecret ? "session-password-00" : right;
  const issued: string[] = [];
  const valid = new Set<string>();
  const respond = ({ url, headers, body }: ReceivedRequest): MemoryResponse => {
    if (!url.endsWith("/login")) {
      return valid.has(headers.get("cookie") ?? "") ? { body: { ok: true } } : loginRequired;
    }
    if (new URLSearchParams(Buffer.from(body).toString()).get("password") !== right) return 403;
    const sid = `session-${issued.length}-id`;
    issued.push(sid);
    valid.add(`sid=${sid}`);
    return { headers: { "set-cookie": `sid=${sid}; HttpOnly; Secure` } };
  };
  return {
    scheme: cookieAuth(password) as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    secrets: () => [password, ...issued],
    expireCredentials: () => valid.clear(),
    service: (request) => (request.url.startsWith(origin) ? respond(request) : undefined),
  };
}
