import { checkInteger, isRecord, memberOf, refuseOption } from "@org/http-core/authoring";

/** A call's `authOptions`. */
export interface ArmorCallAuth {
  /** The account of this call, sent as `X-Account-Context`. Default: none, and no such header. */
  readonly accountId?: number;
}

const accountHeader = "x-account-context";

/**
 * Returns the header that names the account of a call. A header that the caller has set takes precedence.
 *
 * @param headers - the call's headers
 * @param options - the call's `authOptions`
 * @returns the header as an object, which is empty for a call without an account
 * @throws InputError `OPTION_INVALID`
 */
export function accountHeaders(headers: Headers, options: ArmorCallAuth | undefined): Record<string, string> {
  if (options === undefined) return {};
  if (!isRecord(options)) refuseOption("authOptions", "an object such as { accountId: 1234 }");
  const accountId = memberOf<ArmorCallAuth, "accountId">(options, "accountId");
  if (accountId === undefined || headers.has(accountHeader)) return {};
  return { [accountHeader]: String(checkAccountId(accountId)) };
}

/**
 * Checks an account id: a positive whole number, or its decimal text without leading zeros.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkAccountId(value: unknown): number {
  const id = typeof value === "string" && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
  return checkInteger("accountId", id, { min: 1, max: Number.MAX_SAFE_INTEGER });
}
