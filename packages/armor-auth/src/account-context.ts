import { InputError } from "@org/http-core";
import { checkAccountId } from "./check-options.js";

/** What a call may pass to the scheme as `authOptions`. */
export interface ArmorCallAuth {
  /** Sent as `X-Account-Context`; absent: no account header. */
  readonly accountId?: number;
}

const accountHeader = "x-account-context";

/**
 * The header that names the account a call is about, unless the caller named one by header.
 *
 * @param headers - of the call
 * @param options - its `authOptions`
 * @throws InputError `OPTION_INVALID`
 */
export function accountContext(headers: Headers, options: ArmorCallAuth | undefined): Record<string, string> {
  if (options === undefined) return {};
  if (typeof options !== "object" || options === null) {
    throw new InputError("OPTION_INVALID", "authOptions must be an object such as { accountId: 1234 }");
  }
  if (options.accountId === undefined || headers.has(accountHeader)) return {};
  return { [accountHeader]: String(checkAccountId(options.accountId)) };
}
