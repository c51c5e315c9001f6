import { InputError } from "../../errors.js";
import type { Identity } from "../scheme.js";

/**
 * Checks an identity before anything is sent.
 *
 * @param identity - from a scheme
 * @param scheme - the name of the scheme, for the message
 * @throws InputError `OPTION_INVALID` for an empty secret, which most likely stands for a setting that is missing
 */
export function checkIdentity({ secret }: Identity, scheme: string): void {
  if (secret?.reveal() !== "") return;
  throw new InputError("OPTION_INVALID", `The secret of scheme ${scheme} is empty; give it a password, key or token`);
}
