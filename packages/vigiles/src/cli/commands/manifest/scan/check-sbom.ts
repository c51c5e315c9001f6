import type { TextInput } from "../../../../files/text-input.js";
import { countComponentsOf, emptySbomError, sbomName, unidentifiedWarning } from "../../../../gate/sbom-components.js";
import type { CommandContext } from "../../../context/command-context.js";
import type { Gate } from "./policy.js";

/**
 * Refuses an SBOM without components if a gate is to judge it: no finding would mean nothing. Without a gate it is warned of, and
 * so are components that can't be identified.
 *
 * @param context - of the command
 * @param input - the SBOM; a pipe with a path of its own is not checked, because it can be read only once
 * @param gate - what fails the command
 * @throws VigilesError `INPUT_INVALID`, `INPUT_UNREADABLE`
 */
export async function checkSbom({ logger }: CommandContext, input: TextInput, gate: Gate): Promise<void> {
  const count = await countComponentsOf(input);
  if (count === undefined) return;
  const warning = unidentifiedWarning(input, count);
  if (warning !== undefined) logger.warn(warning);
  if (count.total > 0) return;
  const flag = gate.failOn !== undefined ? "--fail-on" : gate.failOnNew ? "--fail-on-new" : undefined;
  if (flag !== undefined) throw emptySbomError(input, flag);
  logger.warn(`the ${sbomName(input)} lists no components, so the scan can't find anything`);
}
