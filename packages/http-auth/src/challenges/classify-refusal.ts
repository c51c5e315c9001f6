import type { ResponseHead, Verdict } from "@org/http-core";
import { parseChallenges } from "@org/http-core/authoring";

/**
 * By a challenge of these schemes a server asks for a proof of its own. It does not refuse what is sent in addition to
 * that proof.
 */
const askingSchemes: ReadonlySet<string> = new Set(["digest", "dpop", "hawk"]);

/**
 * The verdict about a password, key or token that is sent as it is: a 401 rejects it. Each rejection of a fixed one takes a
 * permit of the re-authentication window, so that repeated requests with a wrong password do not lock the account.
 *
 * @param response - status and headers
 * @param scheme - the scheme's own name in challenges, in lower case; `undefined` if it has none
 * @returns `accepted` for a 401 that only asks for another scheme's proof: two schemes can be combined
 */
export function classifyRefusal({ status, headers }: ResponseHead, scheme?: string): Verdict {
  if (status !== 401) return "accepted";
  const offered = parseChallenges(headers.get("www-authenticate")).map((challenge) => challenge.scheme);
  const isOther = offered.some((name) => askingSchemes.has(name)) && !offered.some((name) => name === scheme);
  return isOther ? "accepted" : "rejected";
}
