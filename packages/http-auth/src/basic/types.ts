import type { Secret } from "@org/http-core";

/** Options of `basicAuth`. */
export interface BasicAuthOptions {
  /** Text without colon and control characters; a `Secret` where it is the key itself. May be empty if there is a password. */
  readonly username: string | Secret;
  /** Text without control characters. May be empty, which is the default, if the user name is a key. */
  readonly password?: string | Secret | undefined;
  /** The hosts that receive the password: `https://host[:port]`, or `http://…` to allow plain http to that host. */
  readonly origins: readonly (string | URL)[];
}
