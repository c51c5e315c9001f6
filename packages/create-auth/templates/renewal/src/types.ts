import type { Secret } from "@org/http-core";

/** What the scheme is made from. */
export interface AcmeAuthOptions {
  readonly username: string;
  readonly password: string | Secret;
  /** Only its origin counts. https, or http on loopback. Default: the service. */
  readonly baseUrl?: string | URL | undefined;
}

/** What a login yields. */
export interface Tokens {
  readonly access: Secret;
  /** Serves once: each renewal brings another. */
  readonly refresh: Secret;
}
