import { createHash } from "node:crypto";

/** An account of the servers. */
export interface User {
  readonly username: string;
  readonly password: string;
}

/** Accounts that every server has. */
export const users: readonly User[] = [
  { username: "ada", password: "secret, or not?" },
  { username: "J\u00e4s\u00f8n Doe", password: "Gr\u00fc\u00dfe \u6f22\u5b57" },
];

/** The hash functions of `htdigest` files. */
export type DigestFileHash = "md5" | "sha256" | "sha512-256";

/** Returns the lines of an `htpasswd` file. */
export function passwordLines(): string {
  return lines(({ username, password }) => `${username}:{SHA}${createHash("sha1").update(password).digest("base64")}`);
}

/** Returns the lines of an `htdigest` file. */
export function digestLines(realm: string, hash: DigestFileHash): string {
  return lines(({ username, password }) => {
    const key = createHash(hash).update(`${username}:${realm}:${password}`).digest("hex");
    return `${username}:${realm}:${key}`;
  });
}

/** Returns the lines of an `htdigest` file that also names users by their hashes. */
export function userhashLines(realm: string, hash: DigestFileHash): string {
  return lines(({ username, password }) => {
    const h = (text: string): string => createHash(hash).update(text).digest("hex");
    return `${username}:${realm}:${h(`${username}:${realm}:${password}`)}:${h(`${username}:${realm}`)}`;
  });
}

function lines(line: (user: User) => string): string {
  return users.map((user) => `${line(user)}\n`).join("");
}
