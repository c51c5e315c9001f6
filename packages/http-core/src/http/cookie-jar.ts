import { fileURLToPath } from "node:url";
import type * as library from "tough-cookie";
import type { CookieJar } from "tough-cookie";
import { InputError } from "../errors.js";
import { nodeBuiltins } from "../util/node-builtins.js";

type ToughCookie = typeof library;

let toughCookie: ToughCookie | undefined;

/**
 * The cookies of a session or login. The library for them (tough-cookie) takes as long to load as the rest of the package,
 * and most APIs set no cookie. So it is loaded with the first cookie, or when a caller reads the jar.
 */
export class LazyCookieJar {
  #jar: CookieJar | undefined;

  /** @param jar - of the caller, shared; default: a new one */
  constructor(jar?: CookieJar) {
    this.#jar = jar;
  }

  /**
   * The jar.
   *
   * @throws InputError `OPTION_INVALID` in a bundle that contains tough-cookie, because it can't be loaded there by name
   */
  get jar(): CookieJar {
    if (this.#jar !== undefined) return this.#jar;
    toughCookie ??= loadNow();
    return (this.#jar = new toughCookie.CookieJar());
  }

  /** True if there is certainly no cookie to send. */
  get isEmpty(): boolean {
    if (this.#jar === undefined) return true;
    const { store } = this.#jar;
    if (toughCookie === undefined || !(store instanceof toughCookie.MemoryCookieStore)) return false;
    for (const _domain in store.idx) return false;
    return true;
  }

  /**
   * Builds the `Cookie` header for a URL. Explicit cookies replace those of the jar that have the same name.
   *
   * @param url - absolute
   * @param explicit - a `Cookie` header of the caller, or empty
   * @returns the value; empty if there is no cookie
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
   * Keeps the cookies of a response. An invalid cookie is ignored.
   *
   * @param lines - values of `Set-Cookie`
   * @param url - of the request
   */
  async keep(lines: readonly string[], url: string): Promise<void> {
    toughCookie ??= await import("tough-cookie");
    for (const line of lines) await this.jar.setCookie(line, url, { ignoreError: true });
  }
}

/** Loads the same module as an import would, but without waiting, so that the caller's cookies are of the same class. */
function loadNow(): ToughCookie {
  try {
    const path = fileURLToPath(import.meta.resolve("tough-cookie"));
    return nodeBuiltins.module.createRequire(import.meta.url)(path) as ToughCookie;
  } catch (cause) {
    const message =
      "The session can't make a cookie jar in this bundle; pass one to createSession: cookies: new CookieJar()";
    throw new InputError("OPTION_INVALID", message, { cause });
  }
}
