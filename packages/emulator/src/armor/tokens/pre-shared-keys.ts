import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { PskBodyRule } from "../options.js";
import type { KnownUser, Users } from "../users/users.js";

/** The parts of a request that a pre-shared key signs, as they came over the wire. */
export interface PskRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly body: Uint8Array;
}

interface Proof {
  readonly id: string;
  readonly signature: string;
  readonly nonce: string;
  readonly timestamp: string;
}

const toleranceMs = 300_000;
const format = /^([^:]+):([A-Za-z0-9+/]{86}==):([^:]{1,128}):(\d{1,12})$/;

/** Checks `ARMOR-PSK id:signature:nonce:timestamp`: known key, right signature, fresh timestamp, nonce never seen. */
export class PreSharedKeys {
  readonly #keys: ReadonlyMap<string, { readonly secret: string; readonly user: KnownUser }>;
  readonly #seen: ExpiringMap<true>;
  readonly #clock: Clock;
  readonly #bodyRule: PskBodyRule;

  /** @throws TypeError for two keys of one id */
  constructor(clock: Clock, users: Users, bodyRule: PskBodyRule) {
    const entries = users.all.flatMap((user) =>
      user.preSharedKeys.map(({ id, secret }) => [id, { secret, user }] as const),
    );
    this.#keys = new Map(entries);
    if (this.#keys.size < entries.length) throw new TypeError("Two pre-shared keys of Armor have the same id");
    this.#clock = clock;
    this.#bodyRule = bodyRule;
    // A timestamp may lie as far ahead as behind, and its nonce counts as long as it may come again.
    this.#seen = new ExpiringMap(clock, 2 * toleranceMs + 1_000);
  }

  /** @param value - what stands after `ARMOR-PSK` */
  find(value: string, request: PskRequest): KnownUser | undefined {
    const proof = parse(value);
    const key = proof === undefined ? undefined : this.#keys.get(proof.id);
    if (proof === undefined || key === undefined) return undefined;
    if (Math.abs(this.#clock.nowMs() - Number(proof.timestamp) * 1000) > toleranceMs) return undefined;
    if (!verify(proof, key.secret, request, this.#bodyRule)) return undefined;
    const nonce = `${proof.id}:${proof.nonce}`;
    if (this.#seen.get(nonce) !== undefined) return undefined;
    this.#seen.set(nonce, true);
    return key.user;
  }
}

function parse(value: string): Proof | undefined {
  const [, id, signature, nonce, timestamp] = format.exec(value) ?? [];
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
