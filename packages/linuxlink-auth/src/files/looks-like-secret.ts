import { existsSync } from "node:fs";
import { parse } from "node:path";

const maxBareNameCharacters = 15;

/**
 * True for a text that was given as a path, but may be a key or the content of a key file. Messages must not quote it.
 *
 * The name of an existing file is a path. Otherwise a path is a text that starts with `./`, `../`, `~/` or a folder
 * that exists, a name that ends with `.json`, `.key` or `.txt`, or a short name.
 *
 * @param text - given as a path
 */
export function looksLikeSecret(text: string): boolean {
  if (existsSync(text)) return false;
  if (/^\s*[[{"']|[\r\n]/.test(text)) return true;
  const { root } = parse(text);
  const [first = "", ...rest] = text.slice(root.length).split(/[\\/]/);
  if (rest.length > 0 && (first === "~" || existsSync(root + first))) return false;
  return text.length > maxBareNameCharacters && !/\.(?:json|key|txt)$/i.test(text);
}
