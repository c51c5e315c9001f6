import { createSession, isHttpError, systemClock, type Logger, type Session } from "@org/http-core";
import { checkInteger, emitWarning, omitUndefined, readOptions } from "@org/http-core/authoring";
import { checkAccountId } from "../account-context.js";
import { listAllowedHosts } from "../allowed-hosts.js";
import { armorAuth } from "../auth.js";
import { authOptionNames, readBaseUrl } from "../check-options.js";
import { ArmorLoginError } from "../errors.js";
import { pickOptions } from "../pick-options.js";
import type { ArmorAuthScheme } from "../types.js";
import { AccountApi } from "./armor-api.js";
import { chooseAccount } from "./choose-account.js";
import { readAccounts } from "./read-accounts.js";
import type { ArmorAccount, ArmorApi, ArmorApiOptions, PassedSessionOptions } from "./types.js";

const sessionOptionNames = [
  "transport",
  "clock",
  "random",
  "logger",
  "permits",
  "tokenStore",
  "timeout",
  "retry",
  "headers",
  "middleware",
  "maxResponseBytes",
  "maxJsonValues",
] as const satisfies readonly (keyof PassedSessionOptions)[];

const optionNames = [...authOptionNames, ...sessionOptionNames, "accountId", "retries401", "signal"] as const;

const defaultRetries401 = 4;
const maxRetries401 = 100;

/**
 * Logs in to Armor, reads the user's accounts, and chooses one.
 *
 * @param options - all of them are checked before anything is sent
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; ArmorLoginError; ArmorError `ARMOR_IDENTITY_INVALID`,
 * `ARMOR_NO_ACCOUNT`, `ARMOR_ACCOUNT_UNKNOWN`; HttpError, TransportError
 *
 * @example
 * ```ts
 * import { createArmorApi } from "@org/armor-auth";
 * import { startEmulator } from "@org/emulator";
 *
 * const emulator = await startEmulator(); // a local Armor service; leave it and `baseUrl` out for the real one
 * const { username, password } = emulator.armor;
 * const api = await createArmorApi({ username, password, baseUrl: emulator.http });
 * console.log((await api.makeRequest("/vms")).status);
 * await api.close();
 * await emulator.close();
 * ```
 */
export async function createArmorApi(options: ArmorApiOptions): Promise<ArmorApi> {
  const own = readOptions(options, optionNames, "createArmorApi");
  const { auth = 1, clock = systemClock, signal } = own;
  const accountId = own.accountId === undefined ? undefined : checkAccountId(own.accountId);
  const limit = checkInteger("retries401", own.retries401 ?? defaultRetries401, { min: 1, max: maxRetries401 });
  const logins = countLogins(armorAuth(pickOptions(own, authOptionNames)));
  const session = createLoginSession(own, logins.scheme, limit);
  try {
    const accounts = await fetchAccounts(session, logins, signal);
    const logger = warningLogger(own.logger);
    const login = { session, accounts, logger, auth, clock };
    return new AccountApi(login, chooseAccount(accounts, accountId, logger), true);
  } catch (error) {
    await session.close();
    throw error;
  }
}

function createLoginSession(options: ArmorApiOptions, auth: ArmorAuthScheme, limit: number): Session {
  const baseUrl = readBaseUrl(options.baseUrl);
  const session = createSession({
    ...pickOptions(options, sessionOptionNames),
    auth,
    baseUrl,
    hosts: listAllowedHosts(baseUrl, options.hosts).sessionOrigins,
    retryWindow: { limit },
  });
  if (!session.headers.has("accept")) session.headers.set("accept", "application/json");
  return session;
}

/** A scheme that counts its logins. */
interface CountedLogins {
  readonly scheme: ArmorAuthScheme;
  count(): number;
}

function countLogins(scheme: ArmorAuthScheme): CountedLogins {
  let count = 0;
  const acquire: ArmorAuthScheme["acquire"] = async (context) => {
    const credential = await scheme.acquire(context);
    count++;
    return credential;
  };
  return { scheme: { ...scheme, acquire }, count: () => count };
}

/**
 * Reads `/me`, without an account header. After a 401 the session logs in again if the token is from an earlier client of
 * this process, since that one may have been revoked. It does not do so for a token that it has just got: the token of
 * another login would be refused too.
 */
async function fetchAccounts(
  session: Session,
  logins: CountedLogins,
  signal: AbortSignal | undefined,
): Promise<readonly ArmorAccount[]> {
  const abort = omitUndefined({ signal });
  await session.authenticate(abort);
  const isNewToken = logins.count() > 0;
  try {
    const response = await session.get("/me", { ...abort, reauthenticate: !isNewToken });
    return readAccounts(await response.json());
  } catch (error) {
    if (!isNewToken || !isHttpError(error) || error.status !== 401) throw error;
    throw new ArmorLoginError("token-refused", "Armor refused the token that it has just issued", {
      cause: error,
      status: 401,
    });
  }
}

/** The caller's logger, or warnings of the process without one. */
function warningLogger(logger: Logger | undefined): Pick<Logger, "warn"> {
  return logger ?? { warn: emitWarning };
}
