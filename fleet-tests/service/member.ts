import { createSession, systemClock, type Clock, type Logger, type Session } from "@org/http-core";
import type { StoreClient } from "../stores/store.ts";
import { tokenScheme, type Login } from "./token-scheme.ts";

/** One process of a fleet as far as the library can tell: a clock of its own keeps it apart from the others. */
export interface Member {
  readonly session: Session;
  /** What it was warned of. */
  readonly warnings: string[];
}

/** How a member differs from the default one. */
export interface MemberOptions {
  readonly login: Login;
  readonly limit?: number;
  readonly windowMs?: number;
  /** By how much its wall clock is wrong, in milliseconds. */
  readonly clockOffMs?: number;
  /** Members with the same one are sessions of one process. Default: one of its own. */
  readonly clock?: Clock;
}

/** Makes a member of a fleet that shares a store. */
export function member(client: StoreClient, options: MemberOptions): Member {
  const { login, limit = 4, windowMs = 600_000, clockOffMs = 0 } = options;
  const { clock = { ...systemClock, nowMs: () => systemClock.nowMs() + clockOffMs } } = options;
  const warnings: string[] = [];
  const silent = (): void => {};
  const logger: Logger = { debug: silent, info: silent, error: silent, warn: (line) => void warnings.push(line) };
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
