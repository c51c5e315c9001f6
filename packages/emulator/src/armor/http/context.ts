import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { KnownUser } from "../users/users.js";

/** The types of Hono's context in this service. */
export interface ArmorEnv {
  /** Node's request and response. */
  Bindings: HttpBindings;
  /** What the middleware has read from the headers. */
  Variables: {
    /** The user of the token; undefined without a valid token. */
    user: KnownUser | undefined;
    /** The account in the `X-Account-Context` header. */
    accountId: number;
  };
}

/** Hono's context of a request to this service. */
export type ArmorContext = Context<ArmorEnv>;
