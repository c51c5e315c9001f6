import type { Logger, RetryEvent, RetryOptions } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import {
  createLinuxLink,
  leveledLogger,
  resolveEdition,
  type Edition,
  type KeyFile,
  type LinuxLink,
  type LogLevel,
  warningLogger,
} from "@org/linuxlink-auth";
import { resolveHome } from "@org/linuxlink-auth/files";
import { readAccount } from "./account.js";
import type { LocationTokens } from "./choose-location-tokens.js";
import { readDashboardConfig, type DashboardConfig } from "./dashboard-config.js";
import type { VigilesOptions } from "./options.js";
import { findVariable } from "./variables.js";

/** What a client works with after its files have been read. */
export interface Connection {
  /** Signs and sends requests. */
  readonly link: LinuxLink;
  /** How calls are retried. */
  readonly retry: RetryOptions;
  /** The API that the server speaks. */
  readonly edition: Edition;
  /** The key file that was read; undefined if email and key were given. */
  readonly keyFile: Pick<KeyFile, "path" | "serverUrl"> | undefined;
  /** The default location of the dashboard config; empty without one. */
  readonly dashboard: LocationTokens;
}

/**
 * Reads the files that the options name and makes the signing client. Nothing is sent.
 *
 * @throws LinuxLinkError for the key file
 * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the dashboard config
 */
export async function connect(options: VigilesOptions): Promise<Connection> {
  const {
    env = process.env,
    logger,
    logLevel,
    clock,
    verifyCert,
    dryRun,
    transport,
    attempts,
    minRetryDelayMs,
  } = options;
  const account = readAccount(options);
  const dashboard = await readDashboard(options);
  const url = options.url ?? findVariable(env, "server")?.value ?? account.serverUrl;
  const edition = resolveEdition({
    edition: options.edition,
    env,
    url,
    isKeyFileForGroups: account.isForGroups,
    isConfigForGroups: dashboard.groupToken !== undefined || options.groupToken !== undefined,
  });
  const retry = { ...omitUndefined({ attempts, minDelayMs: minRetryDelayMs }), onRetry: retryLogger(logger, logLevel) };
  const sending = { verifyCert, dryRun, transport, logger, logLevel, clock, retry };
  const link = createLinuxLink({ ...account.credentials, url, edition, ...sending });
  return { link, retry, edition, keyFile: account.keyFile, dashboard };
}

const noTokens: LocationTokens = { groupToken: undefined, productToken: undefined, folderToken: undefined };

async function readDashboard(options: VigilesOptions): Promise<LocationTokens> {
  const { env = process.env } = options;
  const path = options.dashboardConfigPath ?? findVariable(env, "dashConfig")?.value;
  if (path === undefined) return noTokens;
  const config = await readDashboardConfig(resolveHome(path, env) ?? path);
  const { group, product, folder }: DashboardConfig = omitUndefined(config);
  return { groupToken: group, productToken: product, folderToken: folder };
}

/** Retries are logged, because a slow service would otherwise look like a client that hangs. */
function retryLogger(logger: Logger = warningLogger, level: LogLevel = "warn"): (event: RetryEvent) => void {
  return ({ method, url, reason, delayMs }) => {
    const seconds = (delayMs / 1000).toFixed(1);
    leveledLogger(logger, level, "vigiles").info(`${method} ${url} failed with ${reason}; retrying in ${seconds} s`);
  };
}
