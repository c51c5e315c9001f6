/** What is read of headers, whichever way they are held. */
export interface HeaderReader extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  getSetCookie(): string[];
}

/** Headers as parsers of HTTP give them: names in lower case, the values of a repeated one in a list. */
export type HeaderRecord = Readonly<Record<string, string | readonly string[] | undefined>>;

const setCookie = "set-cookie";
/** Up to so many texts, names and values together, looking at each is quicker than an index. */
const longestScanned = 64;
const nowhere = -1;

/**
 * Headers on their way through a session: names in lower case, in the order they were given. Node loads much to make its
 * own `Headers` for the first time, and takes long to copy and read them; a call that nobody looks into does without.
 */
export class HeaderList implements HeaderReader {
  /** Names and values by turns: of all ways to hold a few headers, the one that is copied soonest. */
  #flat: string[];
  /** Where each name stands, in a long list that somebody searched. */
  #places: Map<string, number> | undefined;
  #cookies: string[] | undefined;

  /** @param flat - names in lower case, each once, and legal values by turns; taken over, not copied */
  constructor(flat: string[] = []) {
    this.#flat = flat;
  }

  /** A list of its own with what another reader has. */
  static copy(from: HeaderReader): HeaderList {
    if (!(from instanceof HeaderList)) return listOf(from);
    const copy = new HeaderList(from.#flat.slice());
    if (from.#cookies !== undefined) copy.#cookies = from.#cookies.slice();
    return copy;
  }

  /** Names and values by turns, with every repeat kept. */
  static fromRaw(raw: readonly string[]): HeaderList {
    const list = new HeaderList();
    for (let at = 0; at + 1 < raw.length; at += 2) list.append(raw[at] ?? "", raw[at + 1] ?? "");
    return list;
  }

  /** What a parser has made of a head. */
  static fromRecord(record: HeaderRecord): HeaderList {
    const list = new HeaderList();
    for (const name of Object.keys(record)) {
      const value = record[name];
      if (typeof value === "string" && name !== setCookie) list.#put(name, nowhere, value);
      else for (const each of typeof value === "string" ? [value] : (value ?? [])) list.append(name, each);
    }
    return list;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === setCookie) return this.#cookies?.join(", ") ?? null;
    return this.#valueAt(this.#placeOf(key)) ?? null;
  }

  has(name: string): boolean {
    const key = name.toLowerCase();
    return key === setCookie ? this.#cookies !== undefined : this.#placeOf(key) !== nowhere;
  }

  getSetCookie(): string[] {
    return this.#cookies === undefined ? [] : [...this.#cookies];
  }

  set(name: string, value: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) this.#cookies = [value];
    else this.#put(key, this.#placeOf(key), value);
  }

  /** Sets what another list has over what is here. */
  setAll(other: HeaderList): void {
    const flat = other.#flat;
    for (let at = 0; at < flat.length; at += 2) {
      const name = flat[at] as string;
      this.#put(name, this.#placeOf(name), flat[at + 1] as string);
    }
    if (other.#cookies !== undefined) this.#cookies = other.#cookies.slice();
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) {
      this.#cookies ??= [];
      this.#cookies.push(value);
      return;
    }
    const place = this.#placeOf(key);
    const known = this.#valueAt(place);
    this.#put(key, place, known === undefined ? value : `${known}${key === "cookie" ? "; " : ", "}${value}`);
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    if (key === setCookie) this.#cookies = undefined;
    const place = this.#placeOf(key);
    if (place === nowhere) return;
    this.#flat.splice(place, 2);
    this.#places = undefined;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    const flat = this.flat();
    return Array.from({ length: flat.length / 2 }, (_, index): [string, string] => [
      flat[2 * index] as string,
      flat[2 * index + 1] as string,
    ]).values();
  }

  /** Names and values by turns. */
  flat(): string[] {
    const flat = this.#flat.slice();
    this.#cookies?.forEach((value) => flat.push(setCookie, value));
    return flat;
  }

  #valueAt(place: number): string | undefined {
    return place === nowhere ? undefined : this.#flat[place + 1];
  }

  #put(key: string, place: number, value: string): void {
    if (place !== nowhere) {
      this.#flat[place + 1] = value;
      return;
    }
    this.#places?.set(key, this.#flat.length);
    this.#flat.push(key, value);
  }

  /** Where a name stands. */
  #placeOf(key: string): number {
    const flat = this.#flat;
    if (flat.length > longestScanned) return (this.#places ??= placesOf(flat)).get(key) ?? nowhere;
    for (let place = 0; place < flat.length; place += 2) if (flat[place] === key) return place;
    return nowhere;
  }
}

function listOf(from: HeaderReader): HeaderList {
  const list = new HeaderList();
  for (const [name, value] of from) list.append(name, value);
  return list;
}

function placesOf(flat: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let place = 0; place < flat.length; place += 2) places.set(flat[place] as string, place);
  return places;
}
