import type { VigilesUser } from "../options.js";
import type { Params } from "./params.js";
import type { VigilesState } from "../store/state.js";

/** One authenticated request, as a route sees it. */
export interface VigilesRequest {
  readonly user: VigilesUser;
  readonly params: Params;
  readonly state: VigilesState;
  /** A decoded segment of the path. */
  segment(name: string): string;
}

/** One operation of the service. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1`, in Hono's notation. */
  readonly path: string;
  /** Answers with a JSON value, or with a `Response` for files. */
  handle(request: VigilesRequest): unknown;
}
