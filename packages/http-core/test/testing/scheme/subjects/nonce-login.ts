import { AuthenticationError, Secret, type AnyAuthScheme, type AuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://nonce-login.example.com";
const right = "nonce-pass-41c7";

/** A nonce of the service, and when it came. */
export interface LearntNonce {
  readonly nonce: string;
  readonly atMs: number;
}

/** Logs in for a token, and sends with it a nonce that serves once: that of a challenge, or the one that the last response brought. */
function nonceLoginAuth(password: string): AuthScheme<Secret, void, LearntNonce> {
  const secret = new Secret(password);
  return {
    name: "nonce-login",
    origins: [origin],
    secrets: { headers: ["authorization", "x-token"], fields: ["password"] },
    identity: () => ({ principal: "user", secret }),
    async acquire({ send }) {
      const { status, headers } = await send(`${origin}/login`, {
        method: "POST",
        form: { password: secret.reveal() },
      });
      if (status === 401) throw new AuthenticationError("rejected", "the login failed with status 401");
      const token = headers.get("x-token");
      if (token === null) throw new AuthenticationError("transient", `the login had no token, but status ${status}`);
      return { value: new Secret(token) };
    },
    apply(request, token, { challenge, state, use }) {
      const nonce = challenge?.headers.get("x-nonce") ?? (use === 1 ? state?.nonce : undefined);
      const headers = { authorization: `Bearer ${token.reveal()}`, "x-version": "1" };
      return request.with({ headers: nonce === undefined ? headers : { ...headers, "x-nonce": nonce } });
    },
    observe({ headers }, { state, clock }) {
      const nonce = headers.get("x-next-nonce");
      return nonce === null ? state : { nonce, atMs: clock.nowMs() };
    },
    classify({ status, headers }) {
      if (status !== 401) return "accepted";
      return headers.has("x-nonce") ? "challenged" : "rejected";
    },
  };
}

/** The scheme with a service that forgives a used nonce by a challenge. */
export function nonceLoginSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const password = wrongSecret ? "nonce-pass-bad0" : right;
  const tokens: string[] = [];
  const [valid, unused] = [new Set<string>(), new Set<string>()];
  let issued = 0;
  const issueNonce = (): string => {
    const nonce = `server-nonce-${issued++}`;
    unused.add(nonce);
    return nonce;
  };
  const logIn = (body: Uint8Array): { status: number; headers?: Record<string, string> } => {
    if (new URLSearchParams(Buffer.from(body).toString()).get("password") !== right) return { status: 401 };
    const token = `nonce-token-${tokens.length}`;
    tokens.push(token);
    valid.add(`Bearer ${token}`);
    return { status: 200, headers: { "x-token": token } };
  };
  return {
    scheme: nonceLoginAuth(password) as AnyAuthScheme,
    protectedUrl: `${origin}/things`,
    secrets: () => [password, ...tokens],
    expireCredentials: () => valid.clear(),
    expireState: () => unused.clear(),
    service: ({ url, headers, body }) => {
      if (!url.startsWith(origin)) return undefined;
      if (url.endsWith("/login")) return logIn(body);
      if (!unused.delete(headers.get("x-nonce") ?? "")) return { status: 401, headers: { "x-nonce": issueNonce() } };
      if (!valid.has(headers.get("authorization") ?? "")) return 401;
      return { status: 200, headers: { "x-next-nonce": issueNonce() } };
    },
  };
}
