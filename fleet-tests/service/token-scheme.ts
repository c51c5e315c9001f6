import { AuthenticationError, Secret, type AuthScheme } from "@org/http-core";

/** The account that logs in to the tests' service. */
export interface Login {
  readonly url: string;
  readonly principal: string;
  readonly password: string;
  /** Timeout of one login, in milliseconds. */
  readonly loginMs?: number | undefined;
}

interface TokenResponse {
  readonly token: string;
  readonly lifetimeMs?: number;
  readonly renewAfterMs?: number;
}

/** Logs in with name and password; the token is sent with each request. */
export function tokenScheme({ url, principal, password, loginMs = 10_000 }: Login): AuthScheme<Secret> {
  return {
    name: "token",
    origins: [url],
    secrets: { headers: ["authorization"], fields: ["password"] },
    acquireTimeoutMs: loginMs,
    identity: () => ({ principal, secret: new Secret(password) }),
    async acquire({ send, clock }) {
      const response = await send(`${url}/login`, { method: "POST", json: { principal, password } });
      if (response.status === 401) throw new AuthenticationError("rejected", "wrong password");
      if (!response.ok) throw new AuthenticationError("transient", `login returned ${response.status}`);
      const { token, lifetimeMs, renewAfterMs } = (await response.json()) as TokenResponse;
      const value = new Secret(token);
      if (lifetimeMs === undefined) return { value };
      const now = clock.nowMs();
      return { value, expiresAt: now + lifetimeMs, renewAfter: now + (renewAfterMs ?? lifetimeMs / 2) };
    },
    apply: (request, token) => request.with({ headers: { authorization: `Token ${token.reveal()}` } }),
  };
}
