/** What is read of headers, whichever way they are held. */
export interface HeaderReader extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  getSetCookie(): string[];
}

const setCookie = "set-cookie";

/**
 * Headers on their way through a session: names in lower case, in the order they were given. Node loads much to make its
 * own `Headers` for the first time, and takes long to copy and read them; a call that nobody looks into does without.
 */
export class HeaderList implements HeaderReader {
  readonly #values: Map<string, string>;
  #cookies: string[] | undefined;

  /** @param from - names in lower case, each once, with legal values */
  constructor(from: Iterable<readonly [string, string]> = []) {
    this.#values = new Map(from);
  }

  /** A list of its own with what another reader has. */
  static copy(from: HeaderReader): HeaderList {
    if (!(from instanceof HeaderList)) return listOf(from);
    const copy = new HeaderList(from.#values);
    if (from.#cookies !== undefined) copy.#cookies = [...from.#cookies];
    return copy;
  }

  /** Names and values by turns, with every repeat kept. */
  static fromRaw(raw: readonly string[]): HeaderList {
    const list = new HeaderList();
    for (let at = 0; at + 1 < raw.length; at += 2) list.append(raw[at] ?? "", raw[at + 1] ?? "");
    return list;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === setCookie) return this.#cookies?.join(", ") ?? null;
    return this.#values.get(key) ?? null;
  }

  has(name: string): boolean {
    const key = name.toLowerCase();
    return key === setCookie ? this.#cookies !== undefined : this.#values.has(key);
  }

  getSetCookie(): string[] {
    return this.#cookies === undefined ? [] : [...this.#cookies];
  }

  set(name: string, value: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) this.#cookies = [value];
    else this.#values.set(key, value);
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) {
      this.#cookies ??= [];
      this.#cookies.push(value);
      return;
    }
    const known = this.#values.get(key);
    this.#values.set(key, known === undefined ? value : `${known}${key === "cookie" ? "; " : ", "}${value}`);
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) this.#cookies = undefined;
    else this.#values.delete(key);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    if (this.#cookies === undefined) return this.#values.entries();
    const cookies = this.#cookies.map((value): [string, string] => [setCookie, value]);
    return [...this.#values, ...cookies].values();
  }

  /** Names and values by turns. */
  flat(): string[] {
    const flat: string[] = [];
    this.#values.forEach((value, name) => flat.push(name, value));
    this.#cookies?.forEach((value) => flat.push(setCookie, value));
    return flat;
  }
}

function listOf(from: HeaderReader): HeaderList {
  const list = new HeaderList();
  for (const [name, value] of from) list.append(name, value);
  return list;
}
