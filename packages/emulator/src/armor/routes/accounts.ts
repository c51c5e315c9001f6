import { Hono } from "hono";
import type { ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { json, errorResponse } from "../http/json-response.js";
import { accountJson } from "../responses/account.js";
import type { ArmorState } from "../state.js";

/** Creates the routes for the user's accounts and their addresses. */
export function accountRoutes({ settings }: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  app.get("/", (c) => {
    const accounts = c.var.user?.accounts ?? [];
    return listResponse(
      c,
      accounts.map((account) => accountJson(account, settings.profile)),
      settings,
    );
  });
  // The header chooses the account, and the path must name the same one.
  app.get("/:id{[0-9]+}", (c) => {
    const account = c.var.user?.accounts.find(({ id }) => id === c.var.accountId);
    if (account === undefined || account.id !== Number(c.req.param("id"))) {
      return errorResponse(403, "forbidden", "The account context is of another account.");
    }
    return json(addressOf(account.id, account.name, settings.profile !== "2018"));
  });
  return app;
}

function addressOf(id: number, name: string, isNewer: boolean): object {
  return {
    name,
    accountId: String(id),
    addressLine1: "1 Example Street",
    addressLine2: "Suite 100",
    city: "Richardson",
    state: "TX",
    postalCode: "75082",
    country: "US",
    ...(isNewer ? { accountSignupType: "Direct" } : {}),
  };
}
