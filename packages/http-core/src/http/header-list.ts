import type { IncomingHttpHeaders } from "node:http";
import { redactHeaders } from "../redaction/redact.js";
import { copyOwn } from "../util/own-members.js";

/** Name and value; never changed in place, because lists share them. */
type Header = [name: string, value: string];

const setCookie = "set-cookie";

/**
 * The headers of a session, request or response inside the package: names in lower case, in the order in which they were
 * set. The values of a repeated header are joined, those of `Set-Cookie` stay separate (RFC 9110 section 5.3).
 *
 * Callers get the platform's `Headers`. These are made when a caller first reads them: most callers never do, and Node
 * loads its whole fetch for the first one.
 */
export class HeaderList implements Iterable<Header> {
  #pairs: Header[] = [];
  #headers: Headers | undefined;

  /** A list over `Headers` that a caller holds: if the caller changes them later, the list changes too. */
  static over(headers: Headers): HeaderList {
    const list = new HeaderList();
    list.#headers = headers;
    return list;
  }

  /** A list of names and values that follow one another, as `rawHeaders` of `node:http` has them. */
  static fromRaw(raw: readonly string[]): HeaderList {
    const list = new HeaderList();
    const values = new Map<string, string>();
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const name = raw[at]?.toLowerCase() ?? "";
      const value = raw[at + 1] ?? "";
      if (name === setCookie) list.#pairs.push([name, value]);
      else values.set(name, joinValues(name, values.get(name), value));
    }
    list.#pairs.push(...values);
    return list;
  }

  /** A list of pairs in which names are in lower case, and only `Set-Cookie` is repeated, as `Headers` have them. */
  static fromPairs(pairs: Iterable<Header>): HeaderList {
    const list = new HeaderList();
    list.#pairs = [...pairs];
    return list;
  }

  /** A list of parsed headers: a name in lower case maps to one value, or to several of a repeated header. */
  static fromParsed(parsed: IncomingHttpHeaders): HeaderList {
    const list = new HeaderList();
    for (const name of Object.keys(parsed)) {
      const value = parsed[name];
      if (typeof value === "string") list.#pairs.push([name, value]);
      else for (const each of value ?? []) list.append(name, each);
    }
    return list;
  }

  /** The platform's `Headers`. After the first read the list uses only these, since a caller may change them. */
  get headers(): Headers {
    return (this.#headers ??= maskWhenPrinted(new Headers(this.#pairs)));
  }

  /** True once a caller may hold the platform's `Headers`, and so may change this list at any time. */
  get isExposed(): boolean {
    return this.#headers !== undefined;
  }

  /** An independent list with the same headers. */
  copy(): HeaderList {
    const copy = new HeaderList();
    copy.#pairs = this.#headers === undefined ? this.#pairs.slice() : [...this.#headers];
    return copy;
  }

  /** The value of a header, several ones joined; `null` if there is none. */
  get(name: string): string | null {
    if (this.#headers !== undefined) return this.#headers.get(name);
    const key = name.toLowerCase();
    if (key === setCookie) return this.has(key) ? this.getSetCookie().join(", ") : null;
    return this.#pairs[this.#indexOf(key)]?.[1] ?? null;
  }

  /** Whether there is a header of this name. */
  has(name: string): boolean {
    return this.#headers?.has(name) ?? this.#indexOf(name.toLowerCase()) >= 0;
  }

  /** The values of all `Set-Cookie` headers. */
  getSetCookie(): string[] {
    if (this.#headers !== undefined) return this.#headers.getSetCookie();
    const values: string[] = [];
    for (const pair of this.#pairs) if (pair[0] === setCookie) values.push(pair[1]);
    return values;
  }

  /** Sets a header, and replaces those of the same name. */
  set(name: string, value: string): void {
    if (this.#headers !== undefined) return this.#headers.set(name, value);
    const key = name.toLowerCase();
    if (key === setCookie) this.delete(key);
    this.#put(this.#indexOf(key), [key, value]);
  }

  /**
   * Sets several headers, each as {@link HeaderList.set} does, in one pass over the list.
   *
   * @param values - by names in lower case; `null` removes a header; the map is used up
   */
  setAll(values: Map<string, string | null>): void {
    if (this.#headers !== undefined || values.size === 1) return this.#setEach(values);
    const pairs: Header[] = [];
    for (const pair of this.#pairs) {
      const value = values.get(pair[0]);
      if (value === undefined) pairs.push(pair);
      else if (value !== null) pairs.push([pair[0], value]);
      // Later values of the same name are removed.
      if (value !== undefined) values.set(pair[0], null);
    }
    for (const [name, value] of values) if (value !== null) pairs.push([name, value]);
    this.#pairs = pairs;
  }

  /** Adds a value to a header. */
  append(name: string, value: string): void {
    if (this.#headers !== undefined) return this.#headers.append(name, value);
    const key = name.toLowerCase();
    const index = key === setCookie ? -1 : this.#indexOf(key);
    this.#put(index, [key, joinValues(key, this.#pairs[index]?.[1], value)]);
  }

  /** Removes all headers of a name. */
  delete(name: string): void {
    if (this.#headers !== undefined) return this.#headers.delete(name);
    const key = name.toLowerCase();
    if (this.#indexOf(key) >= 0) this.#pairs = this.#pairs.filter(([known]) => known !== key);
  }

  [Symbol.iterator](): IterableIterator<Header> {
    return (this.#headers ?? this.#pairs)[Symbol.iterator]();
  }

  #setEach(values: ReadonlyMap<string, string | null>): void {
    for (const [name, value] of values) {
      if (value === null) this.delete(name);
      else this.set(name, value);
    }
  }

  #indexOf(key: string): number {
    const pairs = this.#pairs;
    for (let index = 0; index < pairs.length; index++) if (pairs[index]?.[0] === key) return index;
    return -1;
  }

  #put(index: number, header: Header): void {
    if (index < 0) this.#pairs.push(header);
    else this.#pairs[index] = header;
  }
}

/** The platform prints all values of `Headers`. */
function maskWhenPrinted(headers: Headers): Headers {
  const print = (): object => ({ headers: redactHeaders(headers) });
  return Object.defineProperty(headers, Symbol.for("nodejs.util.inspect.custom"), copyOwn({ value: print }));
}

function joinValues(name: string, known: string | undefined, value: string): string {
  return known === undefined ? value : `${known}${name === "cookie" ? "; " : ", "}${value}`;
}

/** Lists names and values alternately, as {@link HeaderList.fromRaw} reads them. `flat()` takes several times as long. */
export function toRaw(pairs: Iterable<readonly [name: string, value: string]>): string[] {
  const raw: string[] = [];
  for (const pair of pairs) raw.push(pair[0], pair[1]);
  return raw;
}
