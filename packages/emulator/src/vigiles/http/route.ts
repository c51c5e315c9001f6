import type { VigilesUser } from "../options.js";
import type { VigilesState } from "../store/state.js";
import type { Params } from "./params.js";

/** An authenticated request. */
export interface VigilesRequest {
  /** The user who signed it. */
  readonly user: VigilesUser;
  /** The parameters. */
  readonly params: Params;
  /** The state of the service. */
  readonly state: VigilesState;
  /** Returns a segment of the path, decoded. */
  segment(name: string): string;
}

/** An operation of the service. */
export interface Route {
  /** The HTTP method. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path below `/api/v1`, as a Hono pattern. */
  readonly path: string;
  /** Handles a request. It returns an object for a JSON response, or a `Response` for a file. */
  handle(request: VigilesRequest): unknown;
}
