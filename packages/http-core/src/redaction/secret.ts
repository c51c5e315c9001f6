import { nodeModules } from "../util/node-modules.js";

const masked = "[secret]";

/**
 * A value that must not be seen: a password, key, code or token. It is masked wherever it is printed, and is read by
 * {@link Secret.reveal} alone.
 */
export class Secret {
  readonly #value: string;

  /** @param value - the text to keep */
  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. Call it only where it goes on the wire or into a key. */
  reveal(): string {
    return this.#value;
  }

  /** A hash that tells two secrets apart and gives neither away in a log; not fit as a stored password hash. */
  fingerprint(): string {
    const hash = nodeModules.crypto.createHash("sha256");
    return hash.update("org-secret-fingerprint\0").update(this.#value).digest("base64url");
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }
}

Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => masked });
