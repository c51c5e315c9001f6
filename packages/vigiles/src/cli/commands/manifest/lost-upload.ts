import { isHttpCoreError } from "@org/http-core";
import type { LocationTokens } from "../../../client/configuration/choose-location-tokens.js";
import { addHint } from "../../errors/added-hints.js";
import { oneLine } from "../../../util/printable.js";

/** What the user said about the SBOM: its name, and names or tokens of its place. */
interface UploadPlace extends LocationTokens {
  readonly manifestName?: string;
  readonly dashConfig?: string | undefined;
}

/**
 * Adds the command that looks for the SBOM to an upload's error, if the server may have the SBOM.
 *
 * @param error - thrown by the upload
 * @param place - as the user gave it
 */
export function hintAtLostUpload(error: unknown, place: UploadPlace): void {
  if (!isHttpCoreError(error) || error.outcome !== "unknown") return;
  addHint(error, `the server may have received the upload; before you retry, check with: ${lookCommand(place)}`);
}

function lookCommand(place: UploadPlace): string {
  const { dashConfig, manifestName, groupToken, productToken, folderToken } = place;
  return [
    "vigiles",
    ...flag("--dash-config", dashConfig),
    "manifest list",
    ...flag("--name", manifestName),
    "--sort newest --limit 1",
    ...flag("--group-token", groupToken),
    ...flag("--product-token", productToken),
    ...flag("--folder-token", folderToken),
  ].join(" ");
}

function flag(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  // A value that looks like a flag has to be part of the same word.
  return [`${name}${value.startsWith("-") ? "=" : " "}${quote(oneLine(value))}`];
}

/** For a shell. A value of plain characters needs no quotes. */
function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
