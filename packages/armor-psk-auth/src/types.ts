import type { Secret } from "@org/http-core";

/** What is signed of a body: its bytes, as the specification says (`raw`), or the base64 text of their SHA-512. */
export type ArmorPskBodyRule = "raw" | "sha512";

/** Options of `armorPskAuth`. */
export interface ArmorPskAuthOptions {
  /** The key's id: 1 to 256 characters of printable ASCII, without space and colon. */
  readonly keyId: string;
  /** The key itself, used as UTF-8 text. */
  readonly secret: string | Secret;
  /** The service: https, or http on loopback. Only its origin is used. Default `https://api.armor.com`. */
  readonly baseUrl?: string | URL | undefined;
  /** What is signed of a body. Default `raw`. */
  readonly bodyRule?: ArmorPskBodyRule | undefined;
}
