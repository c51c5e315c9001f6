import {
  AuthenticationError,
  createSession,
  Secret,
  type AnyAuthScheme,
  type AuthScheme,
  type Credential,
  type LoginContext,
  type LoginRequestOptions,
  type Session,
  type SessionOptions,
} from "../../src/index.js";
import { manualClock, memoryTransport } from "../../src/testing/index.js";

export const sts = "https://sts.example.com";
export const api = "https://api.example.com";

type Login = (context: LoginContext<unknown>) => Promise<Credential<Secret>>;

/** Makes a scheme whose login a test plays. Its proof is `Token`, the name of the scheme and the token. */
export function tokenScheme(
  name: string,
  acquire: Login,
  more: Partial<AuthScheme<Secret, unknown>> = {},
): AuthScheme<Secret, unknown> {
  return {
    name,
    origins: [api, sts],
    loginOrigins: [sts],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: `user of ${name}`, secret: new Secret(`secret of ${name}`) }),
    acquire,
    apply: (request, token) => request.with({ headers: { authorization: `Token ${name} ${token.reveal()}` } }),
    ...more,
  };
}

/**
 * A service that hands out tokens of two kinds: `user` for a password, and `role` for a token of the user. It accepts the
 * newest of each.
 */
export class TwoSchemes {
  readonly clock = manualClock();
  /** How many logins there were of each kind. */
  readonly logins = { user: 0, role: 0 };
  /** The status of the user's login, and what it waits for. */
  userStatus = 200;
  userGate: Promise<void> = Promise.resolve();
  #valid = { user: "", role: "" };

  readonly transport = memoryTransport(async ({ url, headers }) => {
    if (url === `${sts}/login`) return this.#logInUser();
    const [, name, token] = headers.get("authorization")?.split(" ") ?? [];
    if (url !== `${sts}/assume`) return { status: name === "role" && token === this.#valid.role ? 200 : 401 };
    if (name !== "user" || token !== this.#valid.user) return 401;
    this.#valid.role = `role-${++this.logins.role}`;
    return { body: { token: this.#valid.role } };
  });

  /** Logs in with a password. */
  readonly user: AuthScheme<Secret, unknown> = tokenScheme("user", async (context) => {
    const response = await context.send(`${sts}/login`, { method: "POST", json: { password: "secret of user" } });
    if (response.status === 401) throw new AuthenticationError("rejected", "wrong password");
    if (!response.ok) throw new AuthenticationError("transient", `login returned ${response.status}`);
    return readToken(response);
  });

  /** Logs in with a token of the user. */
  readonly role: AuthScheme<Secret, unknown> = this.roleOf(this.user);

  /**
   * Logs in with the proof of another scheme.
   *
   * @param auth - the other scheme
   * @param options - of the login's request
   */
  roleOf(auth: AnyAuthScheme, options: LoginRequestOptions = {}): AuthScheme<Secret, unknown> {
    return tokenScheme("role", async (context) => {
      const response = await context.send(`${sts}/assume`, { method: "POST", auth, ...options });
      if (!response.ok) throw new AuthenticationError("transient", `assume returned ${response.status}`);
      return readToken(response);
    });
  }

  session(options: SessionOptions = {}): Session {
    const { transport, clock } = this;
    return createSession({ baseUrl: api, transport, clock, random: () => 0.5, auth: this.role, ...options });
  }

  /** Makes the tokens of one kind invalid. */
  revoke(kind: "user" | "role"): void {
    this.#valid[kind] = "";
  }

  async #logInUser(): Promise<{ status: number; body?: object }> {
    const number = ++this.logins.user;
    await this.userGate;
    if (this.userStatus !== 200) return { status: this.userStatus };
    this.#valid.user = `user-${number}`;
    return { status: 200, body: { token: this.#valid.user } };
  }
}

async function readToken(response: { json(): Promise<unknown> }): Promise<Credential<Secret>> {
  const { token } = (await response.json()) as { token: string };
  return { value: new Secret(token) };
}
