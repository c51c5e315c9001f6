import { randomBytes } from "node:crypto";

/** From what session keys are made: the nonces of the first request after a challenge. */
export interface KeyNonces {
  readonly nonce: string;
  readonly cnonce: string;
}

interface Use {
  lastCount: number;
  times: number;
  keys: KeyNonces | undefined;
}

/** The nonces that a service has issued. */
export class Nonces {
  readonly #uses = new Map<string, Use>();

  /** Issues a nonce; one that continues a session has its keys. */
  issue(keys?: KeyNonces): string {
    const nonce = randomBytes(12).toString("base64");
    this.#uses.set(nonce, { lastCount: 0, times: 0, keys });
    return nonce;
  }

  has(nonce: string): boolean {
    return this.#uses.has(nonce);
  }

  /** Returns what the session keys of a request are made from. */
  keysFor(nonce: string, cnonce: string): KeyNonces {
    const use = this.#uses.get(nonce);
    const keys = use?.keys ?? { nonce, cnonce };
    if (use !== undefined) use.keys = keys;
    return keys;
  }

  /** Counts a use. Returns why it is not allowed; the count must rise strictly. */
  count(nonce: string, count: number, maxUses: number): string | undefined {
    const use = this.#uses.get(nonce);
    if (use === undefined) return "unknown nonce";
    if (count <= use.lastCount) return `count ${count} after ${use.lastCount}`;
    if (use.times >= maxUses) return "used up";
    use.lastCount = count;
    use.times++;
    return undefined;
  }

  clear(): void {
    this.#uses.clear();
  }
}
