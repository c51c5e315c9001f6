import type { Secret } from "@org/http-core";

/** Options of the scheme. */
export interface AcmeAuthOptions {
  /** The user's name. */
  readonly username: string;
  /** The user's password. */
  readonly password: string | Secret;
  /** The service: https, or http on loopback. Only its origin is used. */
  readonly baseUrl?: string | URL | undefined;
}

/** The credential of a login. */
export interface Tokens {
  /** Sent with each request. */
  readonly access: Secret;
}
