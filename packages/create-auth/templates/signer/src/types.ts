import type { Secret } from "@org/http-core";

/** Options of the scheme. */
export interface AcmeAuthOptions {
  /** The key's id, which is not a secret. Printable ASCII. */
  readonly keyId: string;
  /** The key itself, used as UTF-8 text. */
  readonly key: string | Secret;
  /** The service: https, or http on loopback. Only its origin is used. */
  readonly baseUrl?: string | URL | undefined;
}
