import { CreateAuthError } from "./errors.js";

/** What a new scheme does. Each kind is a folder of templates. */
export type Kind = "signer" | "challenge" | "login" | "renewal";

/** The kinds, with a description for people. */
export const kinds: Readonly<Record<Kind, string>> = {
  signer: "signs each request with a key; no login",
  challenge: "responds to challenges: signs each request with a nonce that the server sends with a 401",
  login: "logs in for a token; logs in again after it has expired",
  renewal: "logs in for a token, and renews it with a refresh token that lives longer",
};

/**
 * Checks the name of a kind.
 *
 * @throws CreateAuthError `KIND_UNKNOWN`
 */
export function checkKind(text: string): Kind {
  if (Object.hasOwn(kinds, text)) return text as Kind;
  throw new CreateAuthError("KIND_UNKNOWN", `"${text}" is not a kind; use one of ${Object.keys(kinds).join(", ")}`);
}
