import { Secret } from "@org/http-core";
import { LinuxLinkError } from "../errors.js";
import { pythonStrip } from "../python-format/strip.js";
import { isSecret } from "@org/http-core/authoring";

/** The account whose key signs. */
export interface Account {
  /** The account's address, a parameter of every message. */
  readonly email: string;
  /** Signs every message; its UTF-8 bytes are the key of the HMAC. */
  readonly key: Secret;
}

/** An account as callers pass it. */
export interface AccountInput {
  /** The account's address. */
  readonly email: string;
  /** The account's key. */
  readonly key: string | Secret;
}

type Unchecked<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * Checks an account. White space around address and key is removed, as the original Python client does.
 *
 * @throws LinuxLinkError `CREDENTIALS_INVALID` that names the part
 */
export function readAccount({ email, key }: Unchecked<AccountInput>): Account {
  const revealedKey = isSecret(key) ? key.reveal() : key;
  return { email: requireText("email", email), key: new Secret(requireText("key", revealedKey)) };
}

/** True for a text that can be an account's address. A key in its place has no `@`. */
export function isAddress(text: string): boolean {
  return text.includes("@");
}

function requireText(field: "email" | "key", value: unknown): string {
  const text = typeof value === "string" && value.isWellFormed() ? pythonStrip(value) : "";
  if (text !== "") return text;
  throw new LinuxLinkError("CREDENTIALS_INVALID", `${field} must be text that is not empty`, { field });
}
