import { fileURLToPath } from "node:url";
import type * as library from "tough-cookie";
import type { CookieJar } from "tough-cookie";
import { InputError } from "../errors.js";
import { nodeModules } from "../util/node-modules.js";

type ToughCookie = typeof library;

let toughCookie: ToughCookie | undefined;

/**
 * The cookies of a session or login. The library for them, with its list of public suffixes, takes as long to load as
 * all the rest of the package, and most APIs set no cookie: it is loaded with the first one, or for who asks for the jar.
 */
export class HeldJar {
  #jar: CookieJar | undefined;

  /** @param given - a jar that is shared. Default: one of its own */
  constructor(given?: CookieJar) {
    this.#jar = given;
  }

  /**
   * The jar itself.
   *
   * @throws InputError `OPTION_INVALID` in a bundle that has tough-cookie only as a part of its own
   */
  get jar(): CookieJar {
    if (this.#jar !== undefined) return this.#jar;
    toughCookie ??= loadedNow();
    return (this.#jar = new toughCookie.CookieJar());
  }

  /** True where there is nothing to send: a jar in memory need not be asked. */
  get isEmpty(): boolean {
    if (this.#jar === undefined) return true;
    const { store } = this.#jar;
    if (toughCookie === undefined || !(store instanceof toughCookie.MemoryCookieStore)) return false;
    for (const _domain in store.idx) return false;
    return true;
  }

  /**
   * What to send to a URL, explicit cookies over the jar's of the same name; empty for none.
   *
   * @param explicit - a `Cookie` header, or empty
   */
  async cookiesFor(url: string, explicit: string): Promise<string> {
    const { Cookie } = (toughCookie ??= await import("tough-cookie"));
    const pairs = (text: string): readonly [string, string][] =>
      text.split(";").flatMap((pair) => {
        const cookie = Cookie.parse(pair.trim(), { loose: true });
        return cookie === undefined ? [] : [[cookie.key, cookie.value]];
      });
    const own = await this.jar.getCookieString(url);
    if (own === "") return explicit;
    const merged = new Map([...pairs(own), ...pairs(explicit)]);
    return [...merged].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /**
   * Keeps the cookies of an answer. One that breaks the rules is left out; it is no reason to lose the answer.
   *
   * @param lines - values of `Set-Cookie`
   * @param url - where they came from
   */
  async keep(lines: readonly string[], url: string): Promise<void> {
    toughCookie ??= await import("tough-cookie");
    for (const line of lines) await this.jar.setCookie(line, url, { ignoreError: true });
  }
}

/** What an import would give, so that a caller's cookies are of the same class, without waiting for it. */
function loadedNow(): ToughCookie {
  try {
    const path = fileURLToPath(import.meta.resolve("tough-cookie"));
    return nodeModules.module.createRequire(import.meta.url)(path) as ToughCookie;
  } catch (cause) {
    const message = "The session's jar can't be made here; give createSession one: cookies: new CookieJar()";
    throw new InputError("OPTION_INVALID", message, { cause });
  }
}
