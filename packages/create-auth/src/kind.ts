import { CreateAuthError } from "./errors.js";

/** What a new scheme does; each is a folder of templates. */
export type Kind = "signer" | "login" | "renewal";

/** The kinds, each with what it is for. */
export const kinds: Readonly<Record<Kind, string>> = {
  signer: "signs each request with a key; no login",
  login: "a token by a login; a new login once it has expired",
  renewal: "a token by a login, renewed by a refresh token",
};

/**
 * Checks the name of a kind.
 *
 * @throws CreateAuthError `KIND_UNKNOWN`
 */
export function checkKind(text: string): Kind {
  if (Object.hasOwn(kinds, text)) return text as Kind;
  throw new CreateAuthError("KIND_UNKNOWN", `"${text}" is no kind; take one of ${Object.keys(kinds).join(", ")}`);
}
