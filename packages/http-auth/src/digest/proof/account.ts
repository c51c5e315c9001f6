import type { Secret } from "@org/http-core";
import type { DigestParts } from "./compute-response.js";

/** User name and password, as Digest hashes them. */
export type Account = Pick<DigestParts, "username" | "password">;

/** Turns user name and password into byte strings. */
export function toAccount({ username, password }: { readonly username: string; readonly password: Secret }): Account {
  return { username: toByteString(username), password: toByteString(password.reveal()) };
}

/**
 * Turns text into a byte string: one character from U+0000 to U+00FF for each byte of its UTF-8. Digest hashes and sends
 * bytes. The texts of a server are byte strings already, since a transport makes one character of each byte of a header;
 * so a realm is hashed and sent back as the bytes that arrived, whatever its encoding.
 */
function toByteString(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
