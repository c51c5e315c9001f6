import type { Command } from "commander";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { UploadOptions } from "../../../client/operations/manifests/upload.js";
import { VigilesError } from "../../../errors.js";
import { checkOutputPath } from "../../../files/output-path.js";
import type { TextInput } from "../../../files/text-input.js";
import type { Io } from "../../io.js";
import { addJobOptions, jobWait, type JobOptions } from "./background-options.js";
import { commaList } from "../../options/parse-values.js";
import type { Runner } from "../../run-command.js";
import { addScanOptions, checkScanFlags, type ScanFlags } from "./scan-options.js";
import { scanOutcome } from "./scan-output.js";
import { examples } from "../../help/examples.js";

interface UploadFlags extends JobOptions, Pick<ScanFlags, "failOn" | "summary" | "sarif" | "junit"> {
  readonly kernelConfig?: string;
  readonly ubootConfig?: string;
  readonly manifestName?: string;
  readonly subfolderName?: string;
  readonly uploadOnly?: boolean;
  readonly filterResults?: boolean;
  readonly extraFields?: string[];
  readonly ecosystems?: string;
  readonly subscribe?: string;
  readonly exportFormat?: string;
  readonly exportPath?: string;
  readonly clobber: boolean;
  readonly cyclonedxFormat: string;
  readonly cyclonedxVersion: string;
  readonly groupToken?: string;
  readonly productToken?: string;
  readonly folderToken?: string;
}

/** Adds `manifest upload`. */
export function uploadCommand(manifest: Command, run: Runner): void {
  const command = manifest
    .command("upload <manifest>")
    .description("upload an SBOM and scan it; - reads standard input");
  contentOptions(command);
  addScanOptions(command);
  exportOptions(command);
  addJobOptions(command)
    .addHelpText(
      "after",
      examples(
        'vigiles -d dashboard_config manifest upload sbom.cdx.json -n "gateway 1.4"',
        "vigiles manifest upload sbom.json --kernel-config .config --fail-on high",
        "vigiles manifest upload sbom.json --export-format pdf --export-path report.pdf",
        "syft . -o cyclonedx-json | vigiles manifest upload -",
      ),
    )
    .action(
      run(async (context, path: string, flags: UploadFlags) => {
        if ((flags.exportFormat === undefined) !== (flags.exportPath === undefined)) {
          throw new VigilesError("USAGE", "--export-format and --export-path go together; give both");
        }
        await checkScanFlags(flags);
        if (flags.exportPath !== undefined) await checkOutputPath(flags.exportPath, !flags.clobber);
        const { kernelConfig, ubootConfig, sarif: _sarif, junit: _junit, summary: _summary, ...rest } = flags;
        const options: UploadOptions = {
          ...(await inputOf(path, context.io)),
          ...rest,
          kernelConfig: kernelConfig === undefined ? undefined : { file: kernelConfig },
          ubootConfig: ubootConfig === undefined ? undefined : { file: ubootConfig },
          ...jobWait(context, flags),
          ...context.control,
        };
        const result = await context.client.manifests.upload(options);
        return scanOutcome(context, result, flags, path === "-" ? undefined : path);
      }),
    );
}

async function inputOf(path: string, { stdin, signal }: Io): Promise<TextInput> {
  if (path !== "-") return { file: path };
  return { bytes: await buffer(signal === undefined ? stdin : addAbortSignal(signal, stdin)) };
}

function contentOptions(command: Command): void {
  command
    .option("-k, --kernel-config <path>", "kernel config, to filter by")
    .option("-u, --uboot-config <path>", "U-Boot config, to filter by")
    .option("-n, --manifest-name <name>", "name; default: the service makes one up")
    .option("-s, --subfolder-name <name>", "folder below the place of the upload")
    .option("-g, --group-token <token>", "group it goes to; default: the dashboard config's")
    .option("-p, --product-token <token>", "product it goes to; default: the dashboard config's")
    .option("--folder-token <token>", "folder it goes to; default: the dashboard config's")
    .option("-o, --upload-only", "no scan")
    .option("-f, --filter-results", "apply all filters, not those of the configs alone")
    .option("-e, --extra-fields <list>", "further fields of each CVE, comma-separated", commaList)
    .option("-E, --ecosystems <list>", "ecosystems to scan for, comma-separated, or all")
    .option("-S, --subscribe <frequency>", "none, daily, weekly or monthly");
}

function exportOptions(command: Command): void {
  command
    .option("--export-format <format>", "also save the report: pdf, xlsx, csv, cyclonedx-vex, …")
    .option("--export-path <path>", "where to, exactly as named")
    .option("--no-clobber", "do not replace a file")
    .option("--cyclonedx-format <format>", "json or xml", "json")
    .option("--cyclonedx-version <version>", "1.4, 1.5, 1.6 or 1.7", "1.7");
}
