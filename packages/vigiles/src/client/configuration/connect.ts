import type { Logger, RetryEvent, Secret } from "@org/http-core";
import {
  createLinuxLink,
  leveledLogger,
  readKeyFile,
  resolveEdition,
  type Edition,
  type LinuxLink,
  type LogLevel,
  warningLogger,
} from "@org/linuxlink-auth";
import { readDashboardConfig, type DashboardConfig } from "./dashboard-config.js";
import type { VigilesOptions } from "./options.js";

/** A configured client, once its files are read. */
export interface Connected {
  readonly link: LinuxLink;
  readonly edition: Edition;
  readonly dashboard: DashboardConfig;
}

/**
 * Reads the files that a client is configured with, and makes what signs and sends.
 *
 * @param options - of the client
 * @throws LinuxLinkError for the key file, VigilesError `CONFIG_UNREADABLE` or `CONFIG_INVALID` for the dashboard config
 */
export async function connect(options: VigilesOptions): Promise<Connected> {
  const { env, logger, logLevel, clock, verifyCert, dryRun, transport, attempts } = options;
  const account = accountOf(options);
  const path = options.dashboardConfigPath ?? variable(options, "VIGILES_DASHBOARD_CONFIG");
  const dashboard = path === undefined ? {} : await readDashboardConfig(path);
  const url = options.url ?? variable(options, "LINUXLINK_SERVER")?.trim() ?? account.serverUrl;
  const edition = resolveEdition({
    edition: options.edition,
    env,
    url,
    isKeyFileForGroups: account.isForGroups,
    isConfigForGroups: dashboard.group !== undefined || options.groupToken !== undefined,
  });
  const retry = { ...(attempts === undefined ? {} : { attempts }), onRetry: tellRepeat(logger, logLevel) };
  const sending = { verifyCert, dryRun, transport, logger, logLevel, clock, retry };
  return { link: createLinuxLink({ ...account.credentials, url, edition, ...sending }), edition, dashboard };
}

interface AccountFacts {
  readonly credentials: { readonly email: string; readonly key: string | Secret };
  readonly serverUrl?: string | undefined;
  readonly isForGroups: boolean;
}

function accountOf(options: VigilesOptions): AccountFacts {
  const { email, key, logger, env } = options;
  if (email !== undefined && key !== undefined) return { credentials: { email, key }, isForGroups: false };
  const file = readKeyFile(options.keyFilePath ?? variable(options, "VIGILES_KEY_FILE"), { logger, env });
  return {
    credentials: { email: file.email, key: file.key },
    serverUrl: file.serverUrl,
    isForGroups: file.isForGroups,
  };
}

function variable({ env = process.env }: VigilesOptions, name: string): string | undefined {
  return env[name] || undefined;
}

/** Repeats are told: without a word, a slow service looks like a hanging client. */
function tellRepeat(logger: Logger = warningLogger, level: LogLevel = "warn"): (event: RetryEvent) => void {
  return ({ method, url, reason, delayMs }) => {
    const pause = `in ${(delayMs / 1000).toFixed(1)} s`;
    leveledLogger(logger, level).info(`${method} ${url} failed with ${reason}; it is repeated ${pause}`);
  };
}
