import { VigilesError } from "../../../errors.js";
import { serverMessage } from "../../api/server-message.js";

/** Response to a deletion, and to a custom score. */
export interface DeleteResult {
  /** True if the service did it. Operations throw if it is `false`. */
  readonly success: boolean;
  /** Text of the service. */
  readonly message?: string;
}

/**
 * Checks that the service did what it was asked to do. It reports a refusal with status 200.
 *
 * @param result - the response
 * @param refusal - what the error says that the server did, for example `deleted nothing`
 * @returns the response
 * @throws VigilesError `SERVER_REFUSED`
 */
export function checkSuccess(result: DeleteResult, refusal: string): DeleteResult {
  if (result.success !== false) return result;
  const reason = serverMessage(result.message);
  throw new VigilesError("SERVER_REFUSED", `The server ${refusal}${reason === "" ? "" : `: ${reason}`}`);
}
