import type { Command } from "commander";
import type { UploadOptions } from "../../../client/operations/manifests/upload.js";
import { VigilesError } from "../../../errors.js";
import { severities } from "../../../findings/severity.js";
import type { TextInput } from "../../../files/text-input.js";
import type { CommandContext } from "../../context/command-context.js";
import { examples } from "../../help/examples.js";
import { withProjectLocation } from "../../names/project-location.js";
import { withTokens } from "../../names/with-tokens.js";
import { findFlag } from "../../options/global-options.js";
import { parseCommaList } from "../../options/parse-values.js";
import type { Runner } from "../../run-command.js";
import { hintAtLostUpload } from "./lost-upload.js";
import { checkInput, readInput } from "./upload-input.js";
import { findUploadLocation } from "./upload-location.js";
import { addBackgroundOptions, backgroundOptions, type BackgroundFlags } from "./background-options.js";
import { checkSbom } from "./scan/check-sbom.js";
import { addScanOptions, checkScanFlags, type ScanFlags } from "./scan/scan-options.js";
import { withProjectFlags } from "./scan/project-flags.js";
import { prepareScan } from "./scan/prepare-scan.js";
import { outputScan } from "./scan/scan-output.js";
import { knownOptions } from "../../options/known-options.js";

interface UploadFlags extends BackgroundFlags, ScanFlags {
  readonly kernelConfig?: string;
  readonly ubootConfig?: string;
  readonly manifestName?: string;
  readonly subfolderName?: string;
  readonly uploadOnly?: boolean;
  readonly filterResults?: boolean;
  readonly extraFields?: string[];
  readonly ecosystems?: string | readonly string[];
  readonly subscribe?: string;
  readonly exportFormat?: string;
  readonly exportPath?: string;
  readonly cyclonedxFormat: string;
  readonly cyclonedxVersion: string;
  readonly groupToken?: string;
  readonly productToken?: string;
  readonly folderToken?: string;
}

/** Adds `manifest upload`. */
export function addUpload(manifest: Command, run: Runner): void {
  const command = manifest
    .command("upload")
    .argument("<file>", "the SBOM")
    .description("upload an SBOM and scan it; - reads standard input");
  addContentOptions(command);
  addScanOptions(command);
  addExportOptions(command);
  addBackgroundOptions(command)
    .addHelpText(
      "after",
      examples(
        'vigiles -d dashboard_config manifest upload sbom.cdx.json -n "gateway 1.4"',
        "vigiles manifest upload sbom.json --kernel-config .config --fail-on high",
        "vigiles manifest upload sbom.json --export-format pdf --export-path report.pdf",
        "syft . -o cyclonedx-json | vigiles manifest upload -",
      ),
    )
    .action(run(upload));
}

async function upload(context: CommandContext, path: string, given: UploadFlags): Promise<unknown> {
  const flags = await withProjectSettings(context, given);
  await checkFlags(context, path, flags);
  const { kernelConfig: _kernelConfig, ubootConfig: _ubootConfig, ...others } = flags;
  const input = await readInput(path, context);
  await checkSbom(context, input, flags);
  const { groupToken, productToken, folderToken } = flags;
  const place = { groupToken, productToken, folderToken };
  const inputs = await prepareInputs(context, input, flags);
  const origin = await prepareScan(context, flags);
  const options: UploadOptions = {
    ...knownOptions("manifests.upload", others),
    ...inputs,
    ...backgroundOptions(context, flags),
    ...context.control,
    ...(await findUploadLocation(context, place)),
  };
  if (!flags.uploadOnly) context.indicator.expectScan();
  const result = await withTokens(context, options, (found) => context.client.manifests.upload(found)).catch(
    (error: unknown) => {
      const dashConfig = findFlag(context.command, "dashConfig") && context.globals.dashConfig;
      hintAtLostUpload(error, { ...flags, dashConfig });
      throw error;
    },
  );
  return outputScan(context, result, flags, { ...origin, source: path, addsReport: true });
}

/** What an upload sends. A dry run reads its inputs when it makes the request. */
async function prepareInputs(context: CommandContext, sbom: TextInput, flags: UploadFlags) {
  const { kernelConfig, ubootConfig } = flags;
  const check: typeof checkInput = context.globals.dryRun ? (_context, input) => Promise.resolve(input) : checkInput;
  return {
    ...(await check(context, sbom, "SBOM")),
    kernelConfig: await check(context, fileInput(kernelConfig), "kernel config"),
    ubootConfig: await check(context, fileInput(ubootConfig), "U-Boot config"),
  };
}

function fileInput(file: string | undefined): TextInput | undefined {
  return file === undefined ? undefined : { file };
}

async function withProjectSettings(context: CommandContext, given: UploadFlags): Promise<UploadFlags> {
  const project = await context.project();
  const flags = await withProjectFlags(context, given);
  return { ...project?.upload, ...(await withProjectLocation(context, flags)) };
}

async function checkFlags(context: CommandContext, path: string, flags: UploadFlags): Promise<void> {
  refuseSeverities(flags.subfolderName);
  if ((flags.exportFormat === undefined) !== (flags.exportPath === undefined)) {
    throw new VigilesError("USAGE", "--export-format and --export-path go together; give both");
  }
  if (path === "-" && context.globals.keyFile === "-") {
    throw new VigilesError(
      "USAGE",
      "standard input can't be both the SBOM and the key file; give one of them as a path",
    );
  }
  await checkScanFlags(context, flags, {
    outputs: [{ name: "--export-path", path: flags.exportPath, noClobber: flags.clobber === false }],
    inputs: [
      { name: "the SBOM", path },
      { name: "--kernel-config", path: flags.kernelConfig },
      { name: "--uboot-config", path: flags.ubootConfig },
    ],
  });
}

/** Other tools select severities by this letter. Here it would create a folder. */
function refuseSeverities(subfolderName: string | undefined): void {
  const names = parseCommaList(subfolderName?.toLowerCase() ?? "");
  if (names.length === 0 || !names.every((name) => severities.some((severity) => severity === name))) return;
  const fix = `for severities write --severity ${names.join(",")}; a folder of that name can be given by its token: --folder-token`;
  throw new VigilesError("USAGE", `-s (--subfolder-name) names a folder, not ${names.join(",")}; ${fix}`);
}

function addContentOptions(command: Command): void {
  command
    .option("-k, --kernel-config <path>", "kernel config, which filters the findings")
    .option("-u, --uboot-config <path>", "U-Boot config, which filters the findings")
    .option("-n, --manifest-name <name>", "name of the SBOM (default: chosen by the service)")
    .option("-s, --subfolder-name <name>", "subfolder to upload to; created if it does not exist")
    .option("-g, --group-token <token>", "group to upload to (default: the dashboard config's)")
    .option("-p, --product-token <token>", "product to upload to (default: the dashboard config's)")
    .option("--folder-token <token>", "folder to upload to (default: the dashboard config's)")
    .option("-o, --upload-only", "upload without a scan")
    .option("-f, --filter-results", "apply all filters, not only those of the kernel and U-Boot configs")
    .option("-e, --extra-fields <list>", "additional fields of each CVE, comma-separated", parseCommaList)
    .option("-E, --ecosystems <list>", "ecosystems to scan for, comma-separated, or all")
    .option("-S, --subscribe <frequency>", "subscription to reports: none, daily, weekly or monthly");
}

function addExportOptions(command: Command): void {
  command
    .option("--export-format <format>", "also save the report: pdf, xlsx, csv, cyclonedx-vex, …")
    .option("--export-path <path>", "file for that report; its name is used as it is")
    .option("--cyclonedx-format <format>", "json or xml", "json")
    .option("--cyclonedx-version <version>", "1.4, 1.5, 1.6 or 1.7", "1.7");
}
