import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { checkIfGiven, checkToken, checkTokens } from "../../validation/tokens.js";

/** Where to move or copy SBOMs: to a group, to a folder, or to a folder of a group. */
export interface TransferOptions extends CallControl {
  /** Token of the group. */
  readonly targetGroupToken?: string | undefined;
  /** Token of the folder. */
  readonly targetFolderToken?: string | undefined;
  /** Includes earlier versions of the SBOMs. Default `false`. */
  readonly includeHistory?: boolean | undefined;
}

/**
 * Moves or copies SBOMs. The service has one endpoint for both.
 *
 * @param api - sends the request
 * @param action - what to do
 * @param manifestTokens - of the SBOMs; one bad token refuses the whole call
 * @param options - the target
 * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `EDITION_MISMATCH`
 */
export async function transfer(
  api: Api,
  action: "move" | "copy",
  manifestTokens: readonly string[],
  options: TransferOptions,
): Promise<unknown> {
  const { targetGroupToken, targetFolderToken, includeHistory = false } = options;
  await api.requireEdition("groups", `manifests.${action}`);
  if (targetGroupToken === undefined && targetFolderToken === undefined) {
    throw new VigilesError("TOKEN_MISSING", "No target: give targetGroupToken or targetFolderToken");
  }
  const params = {
    sbom_tokens: checkTokens("manifestTokens", manifestTokens),
    copy: action === "copy",
    include_history: includeHistory,
    target_folder_token: checkIfGiven(checkToken, "targetFolderToken", targetFolderToken),
    target_group_token: checkIfGiven(checkToken, "targetGroupToken", targetGroupToken),
  };
  return api.requestJson({ method: "POST", path: "/manifests/bulk-options/move", params, control: options });
}
