import type { Login } from "../service/token-scheme.ts";
import type { StoreName } from "../stores/store.ts";

/** What a worker is started with. */
export interface Job {
  readonly store: StoreName;
  readonly storeUrl: string;
  readonly login: Login;
  readonly limit?: number;
  readonly windowMs?: number;
  readonly clockOffMs?: number;
}

/** What a worker answers: a status, or an error's code, for each request in turn. */
export type Outcome = number | string;

/** What a worker tells: that it is there, or what it was asked for. */
export type Report =
  | { readonly ready: true }
  | { readonly id: number; readonly outcomes: readonly Outcome[]; readonly warnings: readonly string[] };

/** What a worker is asked: so many requests, one after the other. */
export interface Order {
  readonly id: number;
  readonly requests: number;
}
