import { hashText } from "../util/platform/hash-text.js";

const masked = "[secret]";

/**
 * A secret value: a password, key, code or token. Wherever it is printed or serialized it shows
 * `[secret]`; only {@link Secret.reveal} returns it.
 *
 * @example
 * ```ts
 * import { Secret } from "@org/http-core";
 *
 * const password = new Secret("correct horse");
 * console.log(`${password}`, JSON.stringify({ password })); // [secret] {"password":"[secret]"}
 * console.log(password.reveal().length); // 13
 * ```
 */
export class Secret {
  readonly #value: string;

  /** @param value - the secret text */
  constructor(value: string) {
    this.#value = value;
  }

  /** The secret text. Call this only to send it or to derive a key from it. */
  reveal(): string {
    return this.#value;
  }

  /**
   * A hash by which two secrets can be compared, in base64url. It may be logged. It is not a password hash to be stored. In a
   * browser it is a random name, which another page does not know.
   */
  fingerprint(): string {
    return hashText(`org-secret-fingerprint\0${this.#value}`);
  }

  /** @returns `[secret]` */
  toString(): string {
    return masked;
  }

  /** @returns `[secret]` */
  toJSON(): string {
    return masked;
  }
}

Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => masked });

/**
 * Returns true for a `Secret`, also for one of another installed copy of this package.
 *
 * @param value - anything
 */
export function isSecret(value: unknown): value is Secret {
  if (value instanceof Secret) return true;
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "reveal")) return false;
  return "reveal" in value && typeof value.reveal === "function";
}
