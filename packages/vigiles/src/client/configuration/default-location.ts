import { omitUndefined } from "@org/http-core/authoring";
import type { Edition } from "@org/linuxlink-auth";
import type { LocationTokens } from "./choose-location-tokens.js";

const names = ["groupToken", "productToken", "folderToken"] as const;

/** The name of a token of a location. */
export type TokenName = (typeof names)[number];

/** A dashboard config that was read, and the edition in which its tokens are used. */
export interface ReadDashboard {
  /** What the dashboard config says. */
  readonly dashboard: LocationTokens;
  /** In `groups`, a product is an old name for a group. */
  readonly edition: Edition;
}

/** The default location of a client: tokens that its caller has set or cleared, and those of its dashboard config. */
export class DefaultLocation {
  /** A name with `undefined` was cleared, so the dashboard config's token is not used either. */
  readonly #own = new Map<TokenName, string | undefined>();

  /** Sets a token; `undefined` clears it. */
  set(name: TokenName, token: string | undefined): void {
    this.#own.set(name, token);
  }

  /** Sets the tokens among options. Tokens that are not given stay as they are. */
  setGiven(options: LocationTokens): void {
    for (const name of names) if (options[name] !== undefined) this.#own.set(name, options[name]);
  }

  /** Uses the tokens of another dashboard config, also those that were cleared before. */
  acceptDashboard(): void {
    for (const [name, token] of this.#own) if (token === undefined) this.#own.delete(name);
  }

  /** The tokens that were set. */
  get own(): LocationTokens {
    return omitUndefined(Object.fromEntries(this.#own)) as LocationTokens;
  }

  /**
   * The tokens that are used. If a group or product was set, those of the dashboard config do not: its folder is in another
   * group.
   *
   * @param read - undefined before the dashboard config has been read
   */
  tokens(read: ReadDashboard | undefined): LocationTokens {
    const { own } = this;
    if (read === undefined || own.groupToken !== undefined || own.productToken !== undefined) return own;
    return omitUndefined({ ...this.#withoutCleared(read), ...own });
  }

  #withoutCleared({ dashboard, edition }: ReadDashboard): LocationTokens {
    const unlessCleared = (name: TokenName): string | undefined => (this.#own.has(name) ? undefined : dashboard[name]);
    const [groupToken, productToken, folderToken] = names.map(unlessCleared);
    if (edition === "products") return omitUndefined({ groupToken, productToken, folderToken }) as LocationTokens;
    const group = this.#own.has("groupToken") ? undefined : (groupToken ?? productToken);
    return omitUndefined({ groupToken: group, folderToken }) as LocationTokens;
  }
}
