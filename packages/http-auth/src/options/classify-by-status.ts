import type { ResponseHead, Verdict } from "@org/http-core";

/**
 * The verdict about a fixed credential: a 401 rejects it. Each rejection takes a permit of the retry window, so that a
 * wrong password is not tried until the account locks.
 */
export function classifyByStatus({ status }: ResponseHead): Verdict {
  return status === 401 ? "rejected" : "accepted";
}
