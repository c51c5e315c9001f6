import type { Login } from "../service/token-scheme.ts";
import type { StoreName } from "../stores/store.ts";

/** Start options of a worker. */
export interface Job {
  readonly store: StoreName;
  readonly storeUrl: string;
  readonly login: Login;
  readonly limit?: number;
  readonly windowMs?: number;
  readonly clockOffMs?: number;
}

/** A worker's results: a status or an error code for each request, in order. */
export type Outcome = number | string;

/** A worker's message: it is ready, or its results. */
export type Report =
  | { readonly ready: true }
  | { readonly id: number; readonly outcomes: readonly Outcome[]; readonly warnings: readonly string[] };

/** A message to a worker: the number of requests to send, one after the other. */
export interface Order {
  readonly id: number;
  readonly requests: number;
}
