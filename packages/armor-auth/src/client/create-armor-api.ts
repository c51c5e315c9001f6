import { createSession, isHttpError, systemClock, type Logger, type Session } from "@org/http-core";
import { chooseAccount } from "./choose-account.js";
import { armorApi } from "./armor-api.js";
import { armorAuth, authOptionNames } from "../auth.js";
import { checkAccountId, checkInteger, checkNames, checkUrl } from "../check-options.js";
import { ArmorLoginError } from "../errors.js";
import { defaultBaseUrl, reachOf } from "../allowed-hosts.js";
import { readAccounts } from "./read-accounts.js";
import type { ArmorAuthScheme } from "../types.js";
import type { ArmorAccount, ArmorApi, ArmorApiOptions, PassedSessionOptions } from "./types.js";

const sessionNames = [
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
] as const satisfies readonly (keyof PassedSessionOptions)[];

const optionNames = [...authOptionNames, ...sessionNames, "accountId", "retries401", "signal"] as const;

/**
 * Logs in to Armor, reads the user's accounts, and settles on one.
 *
 * @param options - credentials; all of them are checked before anything is sent
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; ArmorLoginError; ArmorError `ARMOR_IDENTITY_INVALID`,
 * `ARMOR_NO_ACCOUNT`, `ARMOR_ACCOUNT_UNKNOWN`; HttpError, TransportError
 */
export async function createArmorApi(options: ArmorApiOptions): Promise<ArmorApi> {
  checkNames(options, optionNames);
  const wanted = options.accountId === undefined ? undefined : checkAccountId(options.accountId);
  const limit = checkInteger("retries401", options.retries401 ?? 4, 1, 100);
  const logins = countedLogins(armorAuth(pickOptions(options, authOptionNames)));
  const login = loginSession(options, logins.scheme, limit);
  try {
    const accounts = await readIdentity(login, logins, options.signal);
    const logger = warningLogger(options.logger);
    const parts = { login, accounts, logger, auth: options.auth ?? 1, clock: options.clock ?? systemClock };
    return armorApi(parts, chooseAccount(accounts, wanted, logger), true);
  } catch (error) {
    await login.close();
    throw error;
  }
}

function loginSession(options: ArmorApiOptions, auth: ArmorAuthScheme, limit: number): Session {
  const baseUrl = checkUrl("baseUrl", options.baseUrl ?? defaultBaseUrl);
  const session = createSession({
    ...pickOptions(options, sessionNames),
    auth,
    baseUrl,
    hosts: reachOf(baseUrl, options.hosts).hosts,
    retryWindow: { limit },
  });
  if (!session.headers.has("accept")) session.headers.set("accept", "application/json");
  return session;
}

/** A scheme, and how often it has logged in. */
interface CountedLogins {
  readonly scheme: ArmorAuthScheme;
  count(): number;
}

function countedLogins(scheme: ArmorAuthScheme): CountedLogins {
  let count = 0;
  const acquire: ArmorAuthScheme["acquire"] = async (context) => {
    const credential = await scheme.acquire(context);
    count++;
    return credential;
  };
  return { scheme: { ...scheme, acquire }, count: () => count };
}

/**
 * Reads `/me`, without an account header. A token that another client of this process got earlier may have been
 * revoked, and is replaced; one that was just issued is not, since another login would be refused alike.
 */
async function readIdentity(
  login: Session,
  logins: CountedLogins,
  signal: AbortSignal | undefined,
): Promise<readonly ArmorAccount[]> {
  const ending = signal === undefined ? {} : { signal };
  await login.authenticate(ending);
  const isFresh = logins.count() > 0;
  try {
    const response = await login.get("/me", { ...ending, reauthenticate: !isFresh });
    return readAccounts(await response.json());
  } catch (error) {
    if (!isFresh || !isHttpError(error) || error.status !== 401) throw error;
    throw new ArmorLoginError("token-refused", "Armor refuses the token it has just issued", {
      cause: error,
      status: 401,
    });
  }
}

/** Copies the options with these names; options that are undefined are left out. */
function pickOptions<T extends object, K extends keyof T>(options: T, names: readonly K[]): Pick<T, K> {
  const entries = names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  return Object.fromEntries(entries) as Pick<T, K>;
}

/** The caller's logger, or Node's process warnings when there is none. */
function warningLogger(logger: Logger | undefined): Pick<Logger, "warn"> {
  return logger ?? { warn: (message) => process.emitWarning(message) };
}
