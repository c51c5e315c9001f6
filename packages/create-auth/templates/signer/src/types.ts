import type { Secret } from "@org/http-core";

/** What the scheme is made from. */
export interface AcmeAuthOptions {
  /** Names the key; it is no secret. */
  readonly keyId: string;
  /** The key itself, used as UTF-8 text. */
  readonly key: string | Secret;
  /** Only its origin counts. https, or http on loopback. Default: the service. */
  readonly baseUrl?: string | URL | undefined;
}
