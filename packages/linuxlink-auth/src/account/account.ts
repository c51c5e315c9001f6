import { Secret } from "@org/http-core";
import { LinuxLinkError } from "../errors.js";
import { pythonStrip } from "../python/strip.js";

/** Who signs. */
export interface Account {
  readonly email: string;
  readonly key: Secret;
}

/** An account as callers give it. */
export interface AccountInput {
  readonly email: string;
  readonly key: string | Secret;
}

type Unchecked<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * Checks an account. White space around both parts is dropped, as the original client does when it reads them.
 *
 * @throws LinuxLinkError `CREDENTIALS_INVALID` that names the part
 */
export function readAccount({ email, key }: Unchecked<AccountInput>): Account {
  const revealed = key instanceof Secret ? key.reveal() : key;
  return { email: part("email", email), key: new Secret(part("key", revealed)) };
}

function part(field: "email" | "key", value: unknown): string {
  const text = typeof value === "string" && value.isWellFormed() ? pythonStrip(value) : "";
  if (text !== "") return text;
  throw new LinuxLinkError("CREDENTIALS_INVALID", `${field} must be text that is not empty`, { field });
}
