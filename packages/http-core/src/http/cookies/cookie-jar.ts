import type * as library from "tough-cookie";
import type { CookieJar } from "tough-cookie";
import { InputError } from "../../errors.js";
import type { Logger } from "../../util/logger.js";
import { nodeBuiltins } from "../../node-builtins.js";
import { isOversized, surplusCookies } from "./cookie-limits.js";

type ToughCookie = typeof library;

let toughCookie: ToughCookie | undefined;

/**
 * The cookies of a session or login. The library for them (tough-cookie) takes as long to load as the rest of the package,
 * and most APIs set no cookie. So it is loaded with the first cookie, or when a caller reads the jar.
 */
export class LazyCookieJar {
  #jar: CookieJar | undefined;
  readonly #isFailing = { read: false, written: false };

  /** @param jar - of the caller, shared; default: a new one */
  constructor(jar?: CookieJar) {
    this.#jar = jar;
  }

  /**
   * The jar.
   *
   * @throws InputError `OPTION_INVALID` before the first cookie in a bundle that contains tough-cookie, because it can't be loaded
   * there by name
   */
  get jar(): CookieJar {
    if (this.#jar !== undefined) return this.#jar;
    toughCookie ??= loadNow();
    return (this.#jar = new toughCookie.CookieJar());
  }

  /** Loads tough-cookie if need be, also where `jar` can't, and returns the jar. */
  async load(): Promise<CookieJar> {
    toughCookie ??= await import("tough-cookie");
    return this.jar;
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
   * Uses the jar, whose store may fail: it may be a file or a database of the caller. A failure is reported once per
   * outage, and never ends a call.
   *
   * @param how - the jar is used: named in the warning
   * @param use - reads or writes cookies
   * @param logger - receives the warning
   * @returns `undefined` if the store fails
   */
  async try<T>(how: "read" | "written", use: () => Promise<T>, logger: Logger): Promise<T | undefined> {
    try {
      const result = await use();
      this.#isFailing[how] = false;
      return result;
    } catch {
      if (!this.#isFailing[how]) logger.warn(`The cookie jar can't be ${how}; calls continue without its cookies`);
      this.#isFailing[how] = true;
      return undefined;
    }
  }

  /**
   * Builds the `Cookie` header for a URL (RFC 6265 section 5.4): the jar's cookies, longest path first and then oldest
   * first, followed by the caller's own header, byte for byte. A cookie of the caller replaces those of the jar that have
   * the same name.
   *
   * @param url - absolute
   * @param explicit - a `Cookie` header of the caller, or empty
   * @returns the value; empty if there is no cookie
   */
  async cookiesFor(url: string, explicit: string): Promise<string> {
    const own = await (await this.load()).getCookies(url);
    const replaced = cookieNames(explicit);
    const kept = own.filter(({ key }) => !replaced.has(key)).map((cookie) => cookie.cookieString());
    return [...kept, ...(explicit === "" ? [] : [explicit])].join("; ");
  }

  /**
   * Keeps the cookies of a response. An invalid cookie is ignored. If an origin has too many cookies, its oldest ones are
   * removed.
   *
   * @param lines - values of `Set-Cookie`
   * @param url - of the request
   */
  async keep(lines: readonly string[], url: string): Promise<void> {
    const jar = await this.load();
    for (const line of lines) if (!isOversized(line)) await jar.setCookie(line, url, { ignoreError: true });
    for (const { domain, path, key } of surplusCookies(await jar.getCookies(url, { allPaths: true }))) {
      await jar.store.removeCookie(domain, path, key);
    }
  }
}

/** The names in a `Cookie` header. A cookie without `=` has an empty name. */
function cookieNames(header: string): ReadonlySet<string> {
  const pairs = header.split(";").map((pair) => pair.trim());
  return new Set(
    pairs.filter((pair) => pair !== "").map((pair) => (pair.includes("=") ? (pair.split("=", 1)[0] ?? "") : "").trim()),
  );
}

/** Loads the same module as an import would, but without waiting, so that the caller's cookies are of the same class. */
function loadNow(): ToughCookie {
  try {
    // Bundlers look for a call of `import.meta.resolve`, and fail where they can't keep it.
    const { resolve } = import.meta;
    const path = nodeBuiltins.url.fileURLToPath(resolve("tough-cookie"));
    return nodeBuiltins.module.createRequire(import.meta.url)(path) as ToughCookie;
  } catch (cause) {
    const message = "The session can't load its cookie jar at once in this bundle; write: await session.cookieJar()";
    throw new InputError("OPTION_INVALID", message, { cause });
  }
}
