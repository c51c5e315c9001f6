import type { Clock, InferOutput, Logger, ResponsePromise, Session, StandardSchema } from "@org/http-core";
import { checkInteger, readOptions } from "@org/http-core/authoring";
import { checkAccountId } from "../account-context.js";
import { ArmorError } from "../errors.js";
import { startAutoReissue } from "./auto-reissue.js";
import { checkListed } from "./choose-account.js";
import { makeRequest } from "./make-request.js";
import type { ArmorPages, PageOptions } from "./pages.js";
import { RangePages } from "./range-pages.js";
import type { ArmorAccount, ArmorApi, ArmorRequestOptions } from "./types.js";

/** What all clients of one login share. */
export interface SharedLogin {
  /** A session without an account. It owns the connections. */
  readonly session: Session;
  /** The login's version. */
  readonly auth: 1 | 2;
  /** The user's accounts. */
  readonly accounts: readonly ArmorAccount[];
  /** Times the automatic reissue. */
  readonly clock: Clock;
  /** Receives the warnings of failed reissues. */
  readonly logger: Pick<Logger, "warn">;
}

const defaultReissueMs = 600_000;
const maxTimerMs = 2 ** 31 - 1;

/** The client for one account. */
export class AccountApi implements ArmorApi {
  readonly session: Session;
  readonly accountId: number;
  readonly accounts: readonly ArmorAccount[];
  readonly #login: SharedLogin;
  readonly #ownsLogin: boolean;
  #stopReissue = (): void => {};

  /**
   * @param login - shared by the clients of all accounts
   * @param accountId - one of the user's accounts
   * @param ownsLogin - true if closing this client also closes the connections
   */
  constructor(login: SharedLogin, accountId: number, ownsLogin: boolean) {
    this.#login = login;
    this.#ownsLogin = ownsLogin;
    this.accountId = accountId;
    this.accounts = login.accounts;
    this.session = login.session.extend({ authOptions: { accountId } });
  }

  makeRequest(url: string | URL, options?: ArmorRequestOptions): ResponsePromise {
    return makeRequest(this.session, url, options);
  }

  async reissueToken(): Promise<void> {
    this.#refuseIfV2();
    await this.session.renewCredential();
  }

  startAutoReissue(options: { readonly everyMs?: number } = {}): () => void {
    this.#refuseIfV2();
    const { everyMs: given = defaultReissueMs } = readOptions(options, ["everyMs"], "startAutoReissue");
    const everyMs = checkInteger("everyMs", given, { min: 1, max: maxTimerMs });
    this.#stopReissue();
    const { clock, logger } = this.#login;
    this.#stopReissue = startAutoReissue({ everyMs, clock, logger, reissue: () => this.session.renewCredential() });
    return this.#stopReissue;
  }

  withAccount(accountId: number | string): ArmorApi {
    return new AccountApi(this.#login, checkListed(this.accounts, checkAccountId(accountId)), false);
  }

  pages<S extends StandardSchema>(
    url: string | URL,
    options?: PageOptions & { readonly schema?: S },
  ): ArmorPages<InferOutput<S>> {
    return new RangePages<InferOutput<S>>(this.session, url, options);
  }

  async close(): Promise<void> {
    this.#stopReissue();
    await this.session.close();
    if (this.#ownsLogin) await this.#login.session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #refuseIfV2(): void {
    if (this.#login.auth === 1) return;
    throw new ArmorError("ARMOR_REISSUE_UNSUPPORTED", "auth: 2 can't reissue a token; log in again for a new id_token");
  }
}
