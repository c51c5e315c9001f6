import type { AuthScheme, Secret } from "@org/http-core";

/** Options of the scheme. */
export interface AcmeAuthOptions {
  /** The user's name, in printable ASCII without spaces, quotes and backslashes. */
  readonly username: string;
  /** The password, used as UTF-8 text. It is never sent. */
  readonly password: string | Secret;
  /** The service: https, or http on loopback. Only its origin is used. */
  readonly baseUrl?: string | URL | undefined;
}

/** The scheme. Its state is the server's nonce. */
export type ChallengeScheme = AuthScheme<void, void, string>;
