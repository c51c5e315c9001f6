import type { AuthScheme, Secret } from "@org/http-core";
import type { DigestHash } from "./challenge/algorithm.js";
import type { DigestQop } from "./challenge/challenge.js";
import type { DigestSession } from "./session.js";

/** Options of `digestAuth`. */
export interface DigestAuthOptions {
  /** Text without control characters. */
  readonly username: string;
  /** Text without control characters, not empty. It is never sent. */
  readonly password: string | Secret;
  /** The hosts that receive proofs of the password: `https://host[:port]`, or `http://…` to allow plain http to that host. */
  readonly origins: readonly (string | URL)[];
  /** The hash functions that may be used, with or without session keys (`-sess`). Default all; without `MD5` it is refused. */
  readonly algorithms?: readonly DigestHash[] | undefined;
  /** What a digest covers if the server leaves the choice: method and URL, or also the body. Default `auth`. */
  readonly qop?: DigestQop | undefined;
}

/** The scheme that `digestAuth` creates. */
export type DigestAuthScheme = AuthScheme<void, void, DigestSession>;
