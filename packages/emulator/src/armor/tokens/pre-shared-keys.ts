import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { PskBodyRule } from "../options.js";
import type { KnownUser, Users } from "../users/users.js";
import { ExpiringMap } from "../../issued/expiring-map.js";

/** The parts of a request that a pre-shared key signs. */
export interface PskRequest {
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path, without its query. */
  readonly path: string;
  /** The raw body. */
  readonly body: Uint8Array;
}

interface Proof {
  readonly id: string;
  readonly signature: string;
  readonly nonce: string;
  readonly timestamp: string;
}

const toleranceMs = 300_000;
const proofPattern = /^([^:]+):([A-Za-z0-9+/]{86}==):([^:]{1,128}):(\d{1,12})$/;

/**
 * Checks `ARMOR-PSK id:signature:nonce:timestamp` headers. The key must be known, the signature right, the timestamp at
 * most five minutes off, and the nonce new.
 */
export class PreSharedKeys {
  readonly #keys: ReadonlyMap<string, { readonly secret: string; readonly user: KnownUser }>;
  readonly #usedNonces: ExpiringMap<true>;
  readonly #clock: Clock;
  readonly #bodyRule: PskBodyRule;

  /** @throws TypeError if two keys have the same id */
  constructor(clock: Clock, users: Users, bodyRule: PskBodyRule) {
    const entries = users.all.flatMap((user) =>
      user.preSharedKeys.map(({ id, secret }) => [id, { secret, user }] as const),
    );
    this.#keys = new Map(entries);
    if (this.#keys.size < entries.length) throw new TypeError("Two pre-shared keys of Armor have the same id");
    this.#clock = clock;
    this.#bodyRule = bodyRule;
    // A timestamp can be five minutes in the future, and is valid until five minutes after it: ten minutes in all.
    this.#usedNonces = new ExpiringMap(clock, 2 * toleranceMs + 1_000);
  }

  /**
   * Returns the user of the key; undefined if a check fails.
   *
   * @param value - the text after `ARMOR-PSK`
   */
  find(value: string, request: PskRequest): KnownUser | undefined {
    const proof = parse(value);
    const key = proof === undefined ? undefined : this.#keys.get(proof.id);
    if (proof === undefined || key === undefined) return undefined;
    if (Math.abs(this.#clock.nowMs() - Number(proof.timestamp) * 1000) > toleranceMs) return undefined;
    if (!verify(proof, key.secret, request, this.#bodyRule)) return undefined;
    const nonce = `${proof.id}:${proof.nonce}`;
    if (this.#usedNonces.get(nonce) !== undefined) return undefined;
    this.#usedNonces.set(nonce, true);
    return key.user;
  }
}

function parse(value: string): Proof | undefined {
  const [, id, signature, nonce, timestamp] = proofPattern.exec(value) ?? [];
  if (id === undefined || signature === undefined || nonce === undefined || timestamp === undefined) return undefined;
  return { id, signature, nonce, timestamp };
}

function verify(
  { id, signature, nonce, timestamp }: Proof,
  secret: string,
  { method, path, body }: PskRequest,
  bodyRule: PskBodyRule,
): boolean {
  const signed = bodyRule === "raw" ? body : createHash("sha512").update(body).digest("base64");
  const hmac = createHmac("sha512", secret);
  const expected = hmac
    .update(id + method + path + nonce + timestamp)
    .update(signed)
    .digest();
  return timingSafeEqual(expected, Buffer.from(signature, "base64"));
}
