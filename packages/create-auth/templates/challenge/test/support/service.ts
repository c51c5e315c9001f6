import { createHmac } from "node:crypto";
import type { MemoryResponse, ReceivedRequest } from "@org/http-core/testing";

/** The credentials that the service accepts. */
export const known = { username: "ada", password: "right-password-5e1c" };

/** The service, written independently of the scheme, so that a mistake in one of them shows. */
export class Service {
  /** How many requests arrived. */
  requests = 0;
  /** The highest count of each nonce. */
  readonly #counts = new Map<string, number>();
  #issued = 0;

  readonly respond = (request: ReceivedRequest): MemoryResponse => {
    this.requests++;
    const refusal = this.#refusalOf(request);
    return refusal === undefined ? { body: [] } : this.#challenge(refusal);
  };

  /** Refuses every nonce so far, as after a restart. */
  forgetNonces(): void {
    this.#counts.clear();
  }

  #refusalOf({ method, url, headers }: ReceivedRequest): string | undefined {
    const authorization = headers.get("authorization");
    if (authorization === null) return "authorization is missing";
    const pattern = /^acme username="([^"]*)", nonce="([^"]*)", count="(\d+)", proof="(\w+)"$/;
    const [, username, nonce = "", count, proof] = pattern.exec(authorization) ?? [];
    if (username !== known.username) return "authorization is malformed, or the user is unknown";
    if (Number(count) <= (this.#counts.get(nonce) ?? Infinity)) return "the nonce is unknown, or its count is too low";
    const message = `${method}\n${url.slice(new URL(url).origin.length)}\n${nonce}\n${count}`;
    if (proof !== createHmac("sha256", known.password).update(message).digest("hex")) return "the proof does not match";
    this.#counts.set(nonce, Number(count));
    return undefined;
  }

  #challenge(message: string): MemoryResponse {
    const nonce = `nonce-${this.#issued++}`;
    this.#counts.set(nonce, 0);
    const challenge = `acme realm="things", nonce="${nonce}"`;
    return { status: 401, headers: { "www-authenticate": challenge }, body: { message } };
  }
}
