import type { Secret } from "@org/http-core";

/** The part of a request that carries an API key, in the words of OpenAPI. */
export type ApiKeyLocation = "header" | "query" | "cookie";

/** Options of `apiKeyAuth`. */
export interface ApiKeyAuthOptions {
  /** The key: printable ASCII in a header, any text in a query, the characters of RFC 6265 in a cookie. */
  readonly key: string | Secret;
  /** The name of the header, query parameter or cookie, for example `X-API-Key`. */
  readonly name: string;
  /** Which part of the request carries the key. Default `header`. */
  readonly in?: ApiKeyLocation | undefined;
  /** Text before the key in a header, for example `Token `. Default none. */
  readonly prefix?: string | undefined;
  /** The hosts that receive the key: `https://host[:port]`, or `http://…` to allow plain http to that host. */
  readonly origins: readonly (string | URL)[];
}
