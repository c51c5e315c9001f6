import type { MemoryResponse, ReceivedRequest } from "@org/http-core/testing";

/** The credentials that the service accepts. */
export const known = { username: "ada", password: "right-password-5e1c" };

/** The service, written independently of the scheme, so that a mistake in one of them shows. */
export class Service {
  /** Every token, in order. */
  readonly issued: string[] = [];
  readonly #valid = new Set<string>();

  readonly respond = ({ url, headers, body }: ReceivedRequest): MemoryResponse => {
    if (new URL(url).pathname === "/login") return this.#logIn(body);
    const authorization = headers.get("authorization");
    if (authorization === null) return refusal("authorization is missing");
    const token = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (token === undefined) return refusal("authorization is not a Bearer token");
    return this.#valid.has(token) ? { body: [] } : refusal("the token is unknown or has expired");
  };

  /** Expires every token. */
  expire(): void {
    this.#valid.clear();
  }

  #logIn(body: Uint8Array): MemoryResponse {
    const { username, password } = JSON.parse(Buffer.from(body).toString()) as typeof known;
    const isKnown = username === known.username && password === known.password;
    if (!isKnown) return refusal("the password is wrong");
    const token = `access-token-${this.issued.length}`;
    this.issued.push(token);
    this.#valid.add(token);
    return { body: { access_token: token, expires_in: 600 } };
  }
}

function refusal(message: string): MemoryResponse {
  return { status: 401, body: { message } };
}
