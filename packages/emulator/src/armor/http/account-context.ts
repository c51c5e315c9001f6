import type { Next } from "hono";
import type { ArmorContext } from "./context.js";
import { errorResponse } from "./json-response.js";

/**
 * Checks the `X-Account-Context` header: it must be the id of one of the user's accounts, in decimal digits. The header
 * is optional for `/me` only.
 */
export async function checkAccountContext(c: ArmorContext, next: Next): Promise<Response | void> {
  const header = c.req.header("x-account-context");
  if (header === undefined && c.req.path === "/me") return next();
  const id = /^\d+$/.test(header ?? "") ? Number(header) : undefined;
  const account = c.var.user?.accounts.find((candidate) => candidate.id === id);
  if (account === undefined)
    return errorResponse(403, "forbidden", "The account context is missing or not one of yours.");
  c.set("accountId", account.id);
  return next();
}
