import {
  AuthenticationError,
  Secret,
  createSession,
  type AuthScheme,
  type Session,
  type SessionOptions,
} from "../../src/index.js";
import { manualClock, memoryTransport, type ManualClock, type MemoryTransport } from "../../src/testing/index.js";

const origin = "https://api.example.com";

/** A service that hands out tokens and accepts the newest one, over a memory transport. */
export class TokenService {
  readonly clock: ManualClock = manualClock();
  readonly transport: MemoryTransport;
  /** The token that is accepted; `undefined` accepts none. */
  valid: string | undefined;
  logins = 0;
  loginsInFlight = 0;
  maxLoginsInFlight = 0;
  /** Monotonic times of the logins. */
  readonly loginTimes: number[] = [];
  /** The status of the login, and what it waits for. */
  loginStatus = 200;
  loginGate: Promise<void> = Promise.resolve();
  /** A login hands out a token that is accepted. */
  loginHeals = true;
  lifetimeMs: number | undefined;

  constructor() {
    this.transport = memoryTransport(
      async ({ url }) => (url === `${origin}/login` ? this.#login() : undefined),
      ({ headers }) =>
        headers.get("authorization") === `Token ${this.valid}`
          ? { body: { ok: true } }
          : { status: 401, body: { message: "token expired" } },
    );
  }

  scheme(principal = "user", password = "correct horse"): AuthScheme<Secret> {
    return {
      name: "token",
      origins: [origin],
      secrets: { headers: ["authorization"] },
      acquireTimeoutMs: 60_000,
      identity: () => ({ principal, secret: new Secret(password) }),
      acquire: async (context) => {
        const response = await context.send(`${origin}/login`, { method: "POST", json: { principal, password } });
        if (response.status === 401) throw new AuthenticationError("rejected", "wrong password");
        if (response.status === 429)
          throw new AuthenticationError("throttled", "too many logins", { retryAfterMs: 30_000 });
        if (!response.ok) throw new AuthenticationError("transient", `login returned ${response.status}`);
        const { token } = (await response.json()) as { token: string };
        const expiry = this.lifetimeMs === undefined ? {} : { expiresAt: this.clock.nowMs() + this.lifetimeMs };
        return { value: new Secret(token), ...expiry };
      },
      apply: (request, token) => request.with({ headers: { authorization: `Token ${token.reveal()}` } }),
    };
  }

  session(options: SessionOptions = {}): Session {
    const { transport, clock } = this;
    return createSession({ baseUrl: origin, transport, clock, random: () => 0.5, auth: this.scheme(), ...options });
  }

  /** Requests other than logins. */
  get calls(): number {
    return this.transport.requests.filter(({ url }) => !url.endsWith("/login")).length;
  }

  revoke(): void {
    this.valid = undefined;
  }

  async #login(): Promise<{ status: number; body?: object }> {
    this.logins++;
    this.loginTimes.push(this.clock.monotonicMs());
    this.loginsInFlight++;
    this.maxLoginsInFlight = Math.max(this.maxLoginsInFlight, this.loginsInFlight);
    try {
      await this.loginGate;
    } finally {
      this.loginsInFlight--;
    }
    if (this.loginStatus !== 200) return { status: this.loginStatus, body: { message: "login failed" } };
    const token = `token-${this.logins}`;
    if (this.loginHeals) this.valid = token;
    return { status: 200, body: { token } };
  }
}
