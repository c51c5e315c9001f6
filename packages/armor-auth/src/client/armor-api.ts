import { type Clock, type HttpResponse, type Logger, type Session } from "@org/http-core";
import { listedAccount } from "./choose-account.js";
import { autoReissue } from "./auto-reissue.js";
import { checkAccountId, checkInteger, checkNames } from "../check-options.js";
import { ArmorError } from "../errors.js";
import { makeRequest } from "./make-request.js";
import { rangePages, type ArmorPage, type PageOptions } from "./pages.js";
import type { ArmorAccount, ArmorApi, ArmorRequestOptions } from "./types.js";

/** What a client is made of. */
export interface ArmorApiParts {
  /** Without an account; it holds the connections. */
  readonly login: Session;
  readonly auth: 1 | 2;
  readonly accounts: readonly ArmorAccount[];
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
}

const defaultReissueMs = 600_000;
const longestTimerMs = 2 ** 31 - 1;

/**
 * The client in the context of one account.
 *
 * @param parts - shared by every account of the login
 * @param accountId - one of the accounts
 * @param ownsLogin - closing it closes the connections too
 */
export function armorApi(parts: ArmorApiParts, accountId: number, ownsLogin: boolean): ArmorApi {
  return new AccountApi(parts, accountId, ownsLogin);
}

class AccountApi implements ArmorApi {
  readonly session: Session;
  readonly accountId: number;
  readonly accounts: readonly ArmorAccount[];
  readonly #parts: ArmorApiParts;
  readonly #ownsLogin: boolean;
  #stopReissue = (): void => {};

  constructor(parts: ArmorApiParts, accountId: number, ownsLogin: boolean) {
    this.#parts = parts;
    this.#ownsLogin = ownsLogin;
    this.accountId = accountId;
    this.accounts = parts.accounts;
    this.session = parts.login.extend({ authOptions: { accountId } });
  }

  makeRequest(url: string | URL, options?: ArmorRequestOptions): Promise<HttpResponse> {
    return makeRequest(this.session, url, options);
  }

  async reissueToken(): Promise<void> {
    this.#refuseIfV2();
    await this.session.renewCredential();
  }

  startAutoReissue(options: { readonly everyMs?: number } = {}): () => void {
    this.#refuseIfV2();
    checkNames(options, ["everyMs"]);
    const everyMs = checkInteger("everyMs", options.everyMs ?? defaultReissueMs, 1, longestTimerMs);
    this.#stopReissue();
    const { clock, logger } = this.#parts;
    this.#stopReissue = autoReissue({ everyMs, clock, logger, reissue: () => this.session.renewCredential() });
    return this.#stopReissue;
  }

  withAccount(accountId: number | string): ArmorApi {
    return armorApi(this.#parts, listedAccount(this.accounts, checkAccountId(accountId)), false);
  }

  pages(url: string | URL, options?: PageOptions): AsyncIterable<ArmorPage> {
    return rangePages(this.session, url, options);
  }

  async close(): Promise<void> {
    this.#stopReissue();
    await this.session.close();
    if (this.#ownsLogin) await this.#parts.login.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #refuseIfV2(): void {
    if (this.#parts.auth === 1) return;
    throw new ArmorError("ARMOR_REISSUE_UNSUPPORTED", "auth: 2 has no reissue; a new id_token takes a new login");
  }
}
