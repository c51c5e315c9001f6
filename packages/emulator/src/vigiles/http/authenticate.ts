import type { Bindings } from "../../server/bindings.js";
import { ApiError } from "../errors.js";
import type { VigilesUser } from "../options.js";
import type { Params } from "./params.js";
import { verifySignature } from "./signature.js";

/**
 * Returns the user who signed a request.
 *
 * @throws ApiError 403 that says whether the e-mail address, the header or the signature is wrong
 */
export function authenticate(
  { incoming, target }: Bindings,
  { pairs }: Params,
  users: readonly VigilesUser[],
): VigilesUser {
  const email = pairs.find(([name]) => name === "email")?.[1];
  if (email === undefined) throw new ApiError(403, 'Parameter "email" is missing');
  const user = users.find((one) => one.email === email);
  if (user === undefined) throw new ApiError(403, `No user has the email ${email}`);
  const signature = incoming.headers["x-auth-signature"];
  if (typeof signature !== "string") throw new ApiError(403, "Header X-Auth-Signature is missing");
  const path = target.split("?")[0] ?? "";
  if (!verifySignature({ method: incoming.method ?? "", path, pairs }, user.key, signature)) {
    throw new ApiError(403, "The signature does not match the request");
  }
  return user;
}
