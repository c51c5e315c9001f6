import type { Secret } from "@org/http-core";

/** What is signed of a body: its bytes, as the specification says, or the base64 text of their SHA-512. */
export type ArmorPskBodyRule = "raw" | "sha512";

/** What the scheme is made from. */
export interface ArmorPskAuthOptions {
  /** The key's id: printable ASCII without space and colon. */
  readonly keyId: string;
  /** The key itself, used as UTF-8 text. */
  readonly secret: string | Secret;
  /** The service; only its origin counts. https, or http on loopback. Default `https://api.armor.com`. */
  readonly baseUrl?: string | URL | undefined;
  /** Default `raw`. */
  readonly bodyRule?: ArmorPskBodyRule | undefined;
}
