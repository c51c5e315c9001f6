import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { JwtSigner } from "./jwt-signer.js";
import type { KnownUser } from "../users/users.js";

/** AccessTokens of the v2 login: exactly the issued ones are accepted, which is stricter than to check their signature. */
export class BearerTokens {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #clock: Clock;
  readonly #signer: JwtSigner;
  readonly #lifetimeMs: number;

  constructor(clock: Clock, signer: JwtSigner, lifetimeMs: number) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#clock = clock;
    this.#signer = signer;
    this.#lifetimeMs = lifetimeMs;
  }

  /** @param claims - from whom, for whom, and more; `sub`, `upn` and the times are added */
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

  /** @param value - what stands after `Bearer`: an id_token, or it and the access token made from it behind a comma */
  find(value: string): KnownUser | undefined {
    const [user, ...others] = value.split(",").map((token) => this.#users.get(token));
    return others.length < 2 && others.every((other) => other === user) ? user : undefined;
  }

  endAll(): void {
    this.#users.clear();
  }
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
