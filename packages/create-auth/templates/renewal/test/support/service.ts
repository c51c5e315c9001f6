import type { MemoryResponse, ReceivedRequest } from "@org/http-core/testing";

/** The credentials that the service accepts. */
export const known = { username: "ada", password: "right-password-5e1c" };

/** The service, written independently of the scheme, so that a mistake in one of them shows. */
export class Service {
  /** Every token, in order. */
  readonly issued: string[] = [];
  /** How many logins succeeded. */
  logins = 0;
  readonly #valid = new Set<string>();
  readonly #refreshable = new Set<string>();

  readonly respond = ({ url, headers, body }: ReceivedRequest): MemoryResponse => {
    const { pathname } = new URL(url);
    if (pathname === "/login") return this.#logIn(body);
    if (pathname === "/renew") return this.#renew(body);
    if (pathname === "/logout") return this.#logOut(body);
    const authorization = headers.get("authorization");
    if (authorization === null) return refusal("authorization is missing");
    const token = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (token === undefined) return refusal("authorization is not a Bearer token");
    return this.#valid.has(token) ? { body: [] } : refusal("the token is unknown or has expired");
  };

  /** True if a token is valid. */
  get hasTokens(): boolean {
    return this.#valid.size + this.#refreshable.size > 0;
  }

  /** Expires every access token. */
  expire(): void {
    this.#valid.clear();
  }

  /** Expires every token. */
  revoke(): void {
    this.expire();
    this.#refreshable.clear();
  }

  #logIn(body: Uint8Array): MemoryResponse {
    const { username, password } = JSON.parse(Buffer.from(body).toString()) as typeof known;
    const isKnown = username === known.username && password === known.password;
    if (!isKnown) return refusal("the password is wrong");
    this.logins++;
    return this.#issue();
  }

  /** A logout revokes every token of the user. */
  #logOut(body: Uint8Array): MemoryResponse {
    const sent = JSON.parse(Buffer.from(body).toString()) as { refresh_token: string };
    if (!this.#refreshable.has(sent.refresh_token)) return refusal("the refresh token is unknown");
    this.revoke();
    return { body: {} };
  }

  /** A refresh token works once. */
  #renew(body: Uint8Array): MemoryResponse {
    const sent = JSON.parse(Buffer.from(body).toString()) as { refresh_token: string };
    const isKnown = this.#refreshable.delete(sent.refresh_token);
    return isKnown ? this.#issue() : refusal("the refresh token is unknown");
  }

  #issue(): MemoryResponse {
    const count = this.issued.length;
    const [access, refresh] = [`access-token-${count}`, `refresh-token-${count}`];
    this.issued.push(access, refresh);
    this.#valid.add(access);
    this.#refreshable.add(refresh);
    return { body: { access_token: access, refresh_token: refresh, expires_in: 600 } };
  }
}

function refusal(message: string): MemoryResponse {
  return { status: 401, body: { message } };
}
