import { stat } from "node:fs/promises";
import { VigilesError } from "../errors.js";
import { countComponents, type ComponentCount } from "../files/count-components.js";
import { readRegularFile } from "../files/read-regular-file.js";
import { checkInput, type TextInput } from "../files/text-input.js";

/** A larger SBOM is sure to list components. It is not read here, so that it needs no memory. */
const maxCheckedBytes = 1_048_576;

/**
 * Counts the components of an SBOM of at most 1 MiB.
 *
 * @param input - the SBOM; a pipe with a path of its own is not read, because it can be read only once
 * @returns undefined if it is not known
 * @throws VigilesError `INPUT_UNREADABLE`; `INPUT_INVALID` for an empty SBOM, or for none
 */
export async function countComponentsOf(input: TextInput): Promise<ComponentCount | undefined> {
  const bytes = await readSmall(input);
  if (bytes?.length === 0) throw new VigilesError("INPUT_INVALID", `The ${sbomName(input)} is empty`);
  return bytes === undefined ? undefined : countComponents(bytes);
}

async function readSmall(input: TextInput): Promise<Uint8Array | undefined> {
  const { file, text, bytes } = checkInput(input, "SBOM");
  if (file === undefined) {
    const content = bytes ?? Buffer.from(text ?? "");
    return content.length <= maxCheckedBytes ? content : undefined;
  }
  const stats = await stat(file).catch(() => undefined);
  const isChecked = stats === undefined || (stats.isFile() && stats.size <= maxCheckedBytes);
  return isChecked ? readRegularFile(file, `the SBOM ${JSON.stringify(file)}`) : undefined;
}

/**
 * The failure of a gate for an SBOM without components: the absence of findings would mean nothing.
 *
 * @param input - the SBOM
 * @param setting - what sets the gate, such as `--fail-on`
 */
export function emptySbomError(input: TextInput, setting: string): VigilesError {
  const fix = "let the build list what the product contains";
  const message = `The ${sbomName(input)} lists no components, so ${setting} has nothing to check; ${fix}`;
  return new VigilesError("INPUT_INVALID", message);
}

/**
 * Warns of components that can't be identified.
 *
 * @param input - the SBOM
 * @param count - of its components
 * @returns undefined if all can be identified
 */
export function unidentifiedWarning(input: TextInput, { total, unidentified }: ComponentCount): string | undefined {
  if (unidentified === 0) return undefined;
  const components = `${unidentified} of ${total} components of the ${sbomName(input)}`;
  return `${components} have no version, package URL or CPE name: the service may find none of their vulnerabilities`;
}

/** For messages, after an article. */
export function sbomName({ file }: TextInput): string {
  return file === undefined ? "SBOM" : `SBOM ${JSON.stringify(file)}`;
}
