import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import type { Clock } from "../../clock.js";
import type { KnownUser } from "../users/users.js";
import { ExpiringMap } from "../../issued/expiring-map.js";
import type { JwtSigner } from "./jwt-signer.js";

/** The tokens of the v2 login. Only tokens that were issued here are valid, which is stricter than a signature check. */
export class BearerTokens {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #clock: Clock;
  readonly #signer: JwtSigner;
  readonly #lifetimeMs: number;

  /** @param lifetimeMs - how long a token is valid, in milliseconds */
  constructor(clock: Clock, signer: JwtSigner, lifetimeMs: number) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#clock = clock;
    this.#signer = signer;
    this.#lifetimeMs = lifetimeMs;
  }

  /**
   * Issues a token.
   *
   * @param claims - the issuer, the audience and others; the user and the times are added
   */
  async issue(user: KnownUser, claims: JWTPayload): Promise<string> {
    const nowMs = this.#clock.nowMs();
    const token = await this.#signer.sign({
      ...claims,
      sub: createHash("sha256").update(user.username).digest("base64"),
      upn: user.username,
      unique_name: user.username,
      auth_time: toSeconds(nowMs),
      iat: toSeconds(nowMs),
      exp: toSeconds(nowMs + this.#lifetimeMs),
    });
    this.#users.set(token, user);
    return token;
  }

  /**
   * Returns the user of a token; undefined for an unknown or expired one.
   *
   * @param value - the text after `Bearer`: an id_token, or an id_token, a comma and the access token that was made from it
   */
  find(value: string): KnownUser | undefined {
    const [user, ...others] = value.split(",").map((token) => this.#users.get(token));
    return others.length < 2 && others.every((other) => other === user) ? user : undefined;
  }

  /** Revokes all tokens. */
  revokeAll(): void {
    this.#users.clear();
  }
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
