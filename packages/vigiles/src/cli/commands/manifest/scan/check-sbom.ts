import { readFile, stat } from "node:fs/promises";
import { VigilesError } from "../../../../errors.js";
import { countComponents, type ComponentCount } from "../../../../files/count-components.js";
import type { TextInput } from "../../../../files/text-input.js";
import type { CommandContext } from "../../../context/command-context.js";
import type { Gate } from "./policy.js";

/** A larger SBOM is sure to list components. It is not read here, so that it needs no memory. */
const maxCheckedBytes = 1_048_576;

/**
 * Refuses an SBOM without components if a gate is to judge it: no finding would mean nothing. Without a gate it is warned of, and
 * so are components that can't be identified.
 *
 * @param context - of the command
 * @param input - the SBOM; a pipe with a path of its own is not checked, because it can be read only once
 * @param gate - what fails the command
 * @throws VigilesError `INPUT_INVALID`
 */
export async function checkSbom({ logger }: CommandContext, input: TextInput, gate: Gate): Promise<void> {
  const bytes = await readSmall(input);
  const count = bytes === undefined ? undefined : countComponents(bytes);
  if (count === undefined) return;
  const name = `The SBOM${input.file === undefined ? "" : ` ${JSON.stringify(input.file)}`}`;
  if (count.total > 0) {
    if (count.unidentified > 0) logger.warn(unidentifiedText(name, count));
    return;
  }
  const flag = gate.failOn !== undefined ? "--fail-on" : gate.failOnNew ? "--fail-on-new" : undefined;
  if (flag !== undefined) {
    const fix = "let the build list what the product contains";
    throw new VigilesError("INPUT_INVALID", `${name} lists no components, so ${flag} has nothing to check; ${fix}`);
  }
  logger.warn(`${name.replace("The", "the")} lists no components, so the scan can't find anything`);
}

function unidentifiedText(name: string, { total, unidentified }: ComponentCount): string {
  const sbom = name.replace("The", "the");
  return `${unidentified} of ${total} components of ${sbom} have no version, package URL or CPE name: the service may find none of their vulnerabilities`;
}

/** An SBOM that can't be read is refused when it is sent. */
async function readSmall({ file, bytes }: TextInput): Promise<Uint8Array | undefined> {
  if (file === undefined) return bytes !== undefined && bytes.length <= maxCheckedBytes ? bytes : undefined;
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > maxCheckedBytes) return undefined;
  return readFile(file).catch(() => undefined);
}
