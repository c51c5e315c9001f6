import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { KnownUser } from "../users/users.js";

/** What the handlers of this service find beside the request. */
export interface ArmorEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Whose token came along, if a valid one did. */
    user: KnownUser | undefined;
    /** The account that `X-Account-Context` names. */
    accountId: number;
  };
}

/** A request to this service. */
export type ArmorContext = Context<ArmorEnv>;
