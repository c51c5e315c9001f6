import { createSession, systemClock, type Clock, type Logger, type Session } from "@org/http-core";
import type { StoreClient } from "../stores/store.ts";
import { tokenScheme, type Login } from "./token-scheme.ts";

/** One member of a fleet. Its own clock makes the library treat it as a separate process. */
export interface Member {
  readonly session: Session;
  /** The warnings that it received, but for those of logins that follow a rejection. */
  readonly warnings: string[];
}

/** Options of a member. */
export interface MemberOptions {
  readonly login: Login;
  readonly limit?: number;
  readonly windowMs?: number;
  /** Error of its wall clock, in milliseconds. */
  readonly clockOffMs?: number;
  /** Members with the same clock are sessions of one process. Default: a new clock. */
  readonly clock?: Clock;
}

/** Creates a member of a fleet that shares a store. */
export function member(client: StoreClient, options: MemberOptions): Member {
  const { login, limit = 4, windowMs = 600_000, clockOffMs = 0 } = options;
  const { clock = { ...systemClock, nowMs: () => systemClock.nowMs() + clockOffMs } } = options;
  const warnings: string[] = [];
  const silent = (): void => {};
  const warn = (line: string): void => {
    if (!line.startsWith("The server rejected the credential")) warnings.push(line);
  };
  const logger: Logger = { debug: silent, info: silent, error: silent, warn };
  const session = createSession({
    baseUrl: login.url,
    auth: tokenScheme(login),
    tokenStore: client.tokenStore,
    permits: client.permits,
    retryWindow: { limit, windowMs },
    clock,
    logger,
  });
  return { session, warnings };
}
