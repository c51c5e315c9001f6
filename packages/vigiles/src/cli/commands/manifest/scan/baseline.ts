import { stat } from "node:fs/promises";
import { isHttpError } from "@org/http-core";
import { isRecord, parseJson } from "@org/http-core/authoring";
import { resolveHome } from "@org/linuxlink-auth/files";
import type { LocationTokens } from "../../../../client/configuration/choose-location-tokens.js";
import { VigilesError } from "../../../../errors.js";
import { readRegularFile } from "../../../../files/read-regular-file.js";
import type { ScanResult } from "../../../../findings/scan-result.js";
import { readCycloneDx } from "../../../../report/read-cyclonedx.js";
import { reportOf, type Report } from "../../../../report/report.js";
import type { CommandContext } from "../../../context/command-context.js";
import { isToken } from "../../../../client/validation/tokens.js";
import { tokenOfLink } from "../../../names/token-of-link.js";
import { oneLine } from "../../../../util/printable.js";
import { isScan } from "../../../output/pick-fields.js";

/** The report that a scan is compared with. */
export interface EarlierReport {
  readonly report: Report;
  /** Its token, if `last` has found it. Default: unknown. */
  readonly token?: string | undefined;
}

/** Finds the earlier report, once the result of the scan is there; undefined if there is none. */
export type Baseline = (result: ScanResult) => Promise<EarlierReport | undefined>;

/**
 * Prepares the comparison of `--baseline`. Everything that can be read before the scan is read now, so that a mistake
 * is found before the upload.
 *
 * @param context - of the command
 * @param source - `last`, the path of a file, or the token of a report; undefined: nothing is compared
 * @param rescanned - token of the SBOM that is scanned again, whose newest report is the last one. Default: the last one is
 * that of the newest SBOM of the same name in the same place
 * @throws VigilesError `USAGE`, `INPUT_INVALID`, `INPUT_UNREADABLE`; errors of the service
 */
export async function prepareBaseline(
  context: CommandContext,
  source: string | undefined,
  rescanned?: string,
): Promise<Baseline | undefined> {
  if (source === undefined || context.globals.dryRun) return undefined;
  if (source === "last" && rescanned === undefined) return (result) => findLast(context, result);
  const earlier =
    source === "last" ? await latestOf(context, rescanned ?? "") : { report: await readSource(context, source) };
  return () => Promise.resolve(earlier);
}

async function readSource(context: CommandContext, source: string): Promise<Report> {
  const path = resolveHome(source, context.io.env) ?? source;
  const stats = await stat(path).catch(() => undefined);
  if (stats !== undefined) return readFileReport(path);
  const { client, control } = context;
  const token = readToken(source);
  return readCycloneDx(await client.reports.download(token, { format: "cyclonedx-sbom-vex", ...control }), token);
}

/** A value that ends with `.json`, but names no existing file, is a wrong path and not a token. No request is sent. */
function readToken(source: string): string {
  const name = `--baseline ${JSON.stringify(source)}`;
  if (/^(?:last|latest|newest)$/i.test(source)) {
    throw new VigilesError("USAGE", `${name} is not known; write --baseline last`);
  }
  const token = tokenOfLink(source) ?? source;
  if (isToken(token) && !/\.json$/i.test(token)) return token;
  throw new VigilesError("INPUT_UNREADABLE", `Cannot read ${name}: there is no such file`);
}

async function readFileReport(path: string): Promise<Report> {
  const name = `--baseline ${JSON.stringify(path)}`;
  const bytes = await readRegularFile(path, name);
  const report = reportOfFile(bytes, path);
  if (report !== undefined && (report.findings.length > 0 || report.unreadable === 0)) return report;
  const expected = "the JSON of a scan, as manifest latest-report prints it, or CycloneDX with vulnerabilities";
  throw new VigilesError("INPUT_INVALID", `${name} has no findings that can be read; give ${expected}`);
}

function reportOfFile(bytes: Uint8Array, path: string): Report | undefined {
  const value = parseJson(bytes);
  if (isScan(value)) return reportOf(value);
  if (!isRecord(value) || value["bomFormat"] !== "CycloneDX" || value["vulnerabilities"] === undefined)
    return undefined;
  return readCycloneDx(bytes, path);
}

/** The newest report of the newest other SBOM of the same name. */
async function findLast(context: CommandContext, result: ScanResult): Promise<EarlierReport | undefined> {
  const { manifest_name: name, manifest_token: token } = result;
  if (!name)
    throw new VigilesError("RESPONSE_INVALID", "The response has no name of the SBOM, which --baseline last needs");
  const { client, control } = context;
  const sameName = await client.manifests.findByName(name, { ...placeOf(result), ...control });
  const last = sameName.findLast(({ manifest_token: other }) => other !== token);
  return last === undefined ? undefined : latestOf(context, last.manifest_token);
}

function placeOf({
  folder_token: folderToken,
  group_token: groupToken,
  product_token: productToken,
}: ScanResult): LocationTokens {
  if (folderToken) return { folderToken };
  return groupToken ? { groupToken } : { productToken };
}

/** An SBOM that was never scanned has no report. */
async function latestOf(context: CommandContext, token: string): Promise<EarlierReport | undefined> {
  const { client, control } = context;
  try {
    const latest = await client.manifests.latestReport(token, control);
    sayLast(context, latest, token);
    return { report: reportOf(latest), token: reportTokenOf(latest) };
  } catch (error) {
    if (isHttpError(error) && error.status === 404) return undefined;
    throw error;
  }
}

function reportTokenOf(latest: ScanResult): string | undefined {
  const { report_path: path } = latest as Readonly<Record<string, unknown>>;
  return typeof path === "string" ? tokenOfLink(path) : undefined;
}

/** Says which report `last` is: a build that failed has uploaded a report as well. */
function sayLast({ globals, io }: CommandContext, latest: ScanResult, manifestToken: string): void {
  if (globals.quiet) return;
  const facts = [reportTokenOf(latest), latest.date]
    .filter((fact) => typeof fact === "string" && fact !== "")
    .join(", ");
  const which = facts === "" ? "" : ` (${facts})`;
  const text = oneLine(`--baseline last is the newest report${which} of the SBOM ${JSON.stringify(manifestToken)}`);
  io.stderr.write(`vigiles: ${text}\n`, () => {});
}
