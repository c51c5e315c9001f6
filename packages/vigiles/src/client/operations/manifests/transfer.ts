import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { checkToken, checkTokens } from "../../validation/tokens.js";

/** Where SBOMs go: a group, a folder, or a folder of a group. */
export interface TransferOptions extends CallControl {
  readonly targetGroupToken?: string | undefined;
  readonly targetFolderToken?: string | undefined;
  /** Earlier versions go along. Default false. */
  readonly includeHistory?: boolean | undefined;
}

/**
 * Moves or copies SBOMs. Both go to one endpoint, which the original client calls with a flag.
 *
 * @param api - what is called
 * @param kind - which of the two
 * @param manifestTokens - one bad token refuses the whole call
 * @param options - the target
 * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `EDITION_MISMATCH`
 */
export async function transfer(
  api: Api,
  kind: "move" | "copy",
  manifestTokens: readonly string[],
  options: TransferOptions,
): Promise<unknown> {
  const { targetGroupToken, targetFolderToken, includeHistory = false } = options;
  await api.need("groups", `manifests.${kind}`);
  if (targetGroupToken === undefined && targetFolderToken === undefined) {
    throw new VigilesError("TOKEN_MISSING", "No target: give targetGroupToken or targetFolderToken");
  }
  const params = {
    sbom_tokens: checkTokens("manifestTokens", manifestTokens),
    copy: kind === "copy",
    include_history: includeHistory,
    target_folder_token: targetFolderToken && checkToken("targetFolderToken", targetFolderToken),
    target_group_token: targetGroupToken && checkToken("targetGroupToken", targetGroupToken),
  };
  return api.json({ method: "POST", path: "/manifests/bulk-options/move", params, control: options });
}
