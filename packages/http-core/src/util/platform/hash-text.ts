import { randomName } from "./random.js";
import { findCrypto } from "./runtime.js";

/** Random names of texts, in a browser: its hashes are asynchronous, and a name is needed at once. The texts stay in memory. */
const names = new Map<string, string>();

/**
 * Returns a name by which a text can be compared with others, and which does not tell the text: its SHA-256 in base64url. In a
 * browser it is a random name, which holds as long as the page does.
 *
 * @param text - for example a secret
 */
export function hashText(text: string): string {
  const crypto = findCrypto();
  if (crypto !== undefined) return crypto.createHash("sha256").update(text).digest("base64url");
  const name = names.get(text) ?? randomName();
  names.set(text, name);
  return name;
}
