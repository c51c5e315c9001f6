import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { examples } from "../../help/examples.js";
import { parseCommaList } from "../../options/parse-values.js";
import { saveOrPrint, type FileTarget } from "../../output/file-output.js";
import type { Runner } from "../../run-command.js";
import { addBackgroundOptions, backgroundOptions, type BackgroundFlags } from "./background-options.js";
import { addCustomScore } from "./custom-score.js";
import { addScanOptions, checkScanFlags, type ScanFlags } from "./scan-options.js";
import { prepareScan } from "./prepare-scan.js";
import { outputScan } from "./scan-output.js";
import { addUpload } from "./upload.js";
import { knownOptions } from "../../options/known-options.js";

/** Sets up `manifest`. */
export function setUpManifest(manifest: Command, run: Runner): void {
  manifest.addHelpText(
    "after",
    examples("vigiles manifest upload sbom.cdx.json --fail-on critical", "vigiles manifest list"),
  );
  addUpload(manifest, run);
  addReading(manifest, run);
  addReporting(manifest, run);
  addDelete(manifest, run);
  addTransfer(manifest, run, "move");
  addTransfer(manifest, run, "copy");
  addCustomScore(manifest, run);
}

interface ConversionFlags {
  readonly sbomFormat?: string;
  readonly fileFormat?: string;
  readonly sbomVersion?: string;
}

function addReading(manifest: Command, run: Runner): void {
  manifest
    .command("list")
    .description("list the SBOMs of a folder, group or product (default: the dashboard config's)")
    .option("-g, --group-token <token>", "only SBOMs of this group")
    .option("-p, --product-token <token>", "only SBOMs of this product")
    .option("--folder-token <token>", "only SBOMs of this folder")
    .addHelpText("after", examples("vigiles manifest list --group-token GROUP", "vigiles --output table manifest list"))
    .action(
      run(async ({ client, control }, flags: object) =>
        client.manifests.list({ ...knownOptions("manifests.list", flags), ...control }).all(),
      ),
    );
  addConversionOptions(manifest.command("info <manifest-token>"))
    .description("show an SBOM, in its own format or another")
    .addHelpText("after", examples("vigiles manifest info TOKEN -f spdx -i json"))
    .action(
      run(async ({ client, control }, token: string, flags: ConversionFlags) =>
        client.manifests.info(token, { ...knownOptions("manifests.info", flags), ...control }),
      ),
    );
  addConversionOptions(manifest.command("download <manifest-token>"))
    .description("save an SBOM to a file")
    .option("-o, --outfile <path>", "file to write")
    .option("--stdout", "write to standard output")
    .option("--no-clobber", "do not replace an existing file")
    .addHelpText("after", examples("vigiles manifest download TOKEN -f spdx -i tag -v 2.3 -o sbom.spdx"))
    .action(
      run(async (context, token: string, flags: ConversionFlags & FileTarget) =>
        saveOrPrint(context, flags, () => {
          const options = { ...knownOptions("manifests.download", flags), ...context.control };
          return context.client.manifests.download(token, options);
        }),
      ),
    );
}

function addConversionOptions(command: Command): Command {
  return command
    .option("-f, --sbom-format <format>", "spdx, spdx-lite or cyclonedx")
    .option("-i, --file-format <format>", "json, xml, yaml, tag, …")
    .option("-v, --sbom-version <version>", "version of the SBOM format");
}

interface ReportFlags extends ScanFlags {
  readonly extraFields?: string[];
  readonly filterResults?: boolean;
}

function addReporting(manifest: Command, run: Runner): void {
  addBackgroundOptions(addReportOptions(manifest.command("rescan <manifest-token>")))
    .description("scan an SBOM again")
    .option("-o, --rescan-only", "do not return the report")
    .addHelpText(
      "after",
      examples("vigiles manifest rescan TOKEN --fail-on high", "vigiles manifest rescan TOKEN --background"),
    )
    .action(
      run(async (context, token: string, flags: ReportFlags & BackgroundFlags) => {
        await checkScanFlags(context, flags);
        const known = knownOptions("manifests.rescan", flags);
        const options = { ...known, ...context.control, ...backgroundOptions(context, flags) };
        const origin = await prepareScan(context, flags, token);
        return outputScan(context, await context.client.manifests.rescan(token, options), flags, origin);
      }),
    );
  addReportOptions(manifest.command("latest-report <manifest-token>"))
    .description("show the latest report of an SBOM")
    .addHelpText("after", examples("vigiles manifest latest-report TOKEN -e published,references"))
    .action(
      run(async (context, token: string, flags: ReportFlags) => {
        await checkScanFlags(context, flags);
        const options = { ...knownOptions("manifests.latestReport", flags), ...context.control };
        const origin = await prepareScan(context, flags);
        return outputScan(context, await context.client.manifests.latestReport(token, options), flags, origin);
      }),
    );
  manifest
    .command("reports <manifest-token>")
    .description("list the reports of an SBOM")
    .addHelpText("after", examples("vigiles manifest reports TOKEN"))
    .action(run(async ({ client, control }, token: string) => client.manifests.reports(token, control)));
}

function addReportOptions(command: Command): Command {
  return addScanOptions(command)
    .option("-e, --extra-fields <list>", "additional fields of each CVE, comma-separated", parseCommaList)
    .option("-f, --filter-results", "apply all filters, not only those of the kernel and U-Boot configs");
}

function addDelete(manifest: Command, run: Runner): void {
  manifest
    .command("delete <manifest-token>")
    .description("delete an SBOM and its reports")
    .option("-c, --confirm", "confirm the deletion")
    .option("--yes", "same as --confirm")
    .addHelpText(
      "after",
      examples("vigiles manifest delete TOKEN --confirm", "vigiles --dry-run manifest delete TOKEN --confirm"),
    )
    .action(
      run(async ({ client, control }, token: string, flags: { confirm?: boolean; yes?: boolean }) => {
        if (flags.confirm || flags.yes) return client.manifests.delete(token, { confirmed: true, ...control });
        throw new VigilesError("USAGE", "manifest delete needs --confirm: it deletes the SBOM and its reports");
      }),
    );
}

const transferExamples = {
  move: "vigiles manifest move TOKEN OTHER -g GROUP --include-history",
  copy: "vigiles manifest copy TOKEN -f FOLDER",
};

interface TransferFlags {
  readonly groupToken?: string;
  readonly folderToken?: string;
  readonly includeHistory?: boolean;
}

function addTransfer(manifest: Command, run: Runner, kind: "move" | "copy"): void {
  manifest
    .command(`${kind} <manifest-tokens...>`)
    .description(`${kind} SBOMs to a group or folder`)
    .option("-g, --group-token <token>", "target group")
    .option("-f, --folder-token <token>", "target folder")
    .option("-i, --include-history", "also earlier versions")
    .addHelpText("after", examples(transferExamples[kind]))
    .action(
      run(async ({ client, control }, tokens: string[], flags: TransferFlags) => {
        const { groupToken, folderToken, includeHistory } = flags;
        if ((groupToken === undefined) === (folderToken === undefined)) {
          throw new VigilesError("USAGE", `manifest ${kind} needs one of --group-token and --folder-token`);
        }
        const target = { targetGroupToken: groupToken, targetFolderToken: folderToken, includeHistory };
        return client.manifests[kind](tokens, { ...target, ...control });
      }),
    );
}
