import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { saveOrPrint, type FileTarget } from "../../output/file-output.js";
import { commaList } from "../../options/parse-values.js";
import type { Runner } from "../../run-command.js";
import { addScanOptions, checkScanFlags, type ScanFlags } from "./scan-options.js";
import { scanOutcome } from "./scan-output.js";
import { uploadCommand } from "./upload.js";
import { scoreCommands } from "./custom-score.js";
import { addJobOptions, jobWait, type JobOptions } from "./background-options.js";
import { examples } from "../../help/examples.js";

interface Conversion {
  readonly sbomFormat?: string;
  readonly fileFormat?: string;
  readonly sbomVersion?: string;
}

interface ReportChoice extends ScanFlags {
  readonly extraFields?: string[];
  readonly filterResults?: boolean;
}

/** Fills `manifest` in. */
export function manifestCommands(manifest: Command, run: Runner): void {
  manifest.addHelpText(
    "after",
    examples("vigiles manifest upload sbom.cdx.json --fail-on critical", "vigiles manifest list"),
  );
  uploadCommand(manifest, run);
  readingCommands(manifest, run);
  reportingCommands(manifest, run);
  changingCommands(manifest, run);
  transferCommand(manifest, run, "move");
  transferCommand(manifest, run, "copy");
  scoreCommands(manifest, run);
}

function readingCommands(manifest: Command, run: Runner): void {
  manifest
    .command("list")
    .description("SBOMs of the folder, group or product; by default those of the dashboard config")
    .option("-g, --group-token <token>", "of this group")
    .option("-p, --product-token <token>", "of this product")
    .option("--folder-token <token>", "of this folder")
    .addHelpText("after", examples("vigiles manifest list --group-token GROUP", "vigiles --output table manifest list"))
    .action(
      run(async ({ client, control }, options: object) => client.manifests.list({ ...options, ...control }).all()),
    );
  withConversion(manifest.command("info <manifest-token>"))
    .description("an SBOM, in its own format or another")
    .addHelpText("after", examples("vigiles manifest info TOKEN -f spdx -i json"))
    .action(
      run(async ({ client, control }, token: string, options: Conversion) =>
        client.manifests.info(token, { ...options, ...control }),
      ),
    );
  withConversion(manifest.command("download <manifest-token>"))
    .description("an SBOM as a file")
    .option("-o, --outfile <path>", "file to write")
    .option("--stdout", "write to standard output")
    .option("--no-clobber", "do not replace a file")
    .addHelpText("after", examples("vigiles manifest download TOKEN -f spdx -i tag -v 2.3 -o sbom.spdx"))
    .action(
      run(async (context, token: string, options: Conversion & FileTarget) =>
        saveOrPrint(context, options, () =>
          context.client.manifests.download(token, { ...options, ...context.control }),
        ),
      ),
    );
}

function withConversion(command: Command): Command {
  return command
    .option("-f, --sbom-format <format>", "spdx, spdx-lite or cyclonedx")
    .option("-i, --file-format <format>", "json, xml, yaml, tag, …")
    .option("-v, --sbom-version <version>", "of the SBOM format");
}

function reportingCommands(manifest: Command, run: Runner): void {
  addJobOptions(withReportChoice(manifest.command("rescan <manifest-token>")))
    .description("scan an SBOM again")
    .option("-o, --rescan-only", "no report in the answer")
    .addHelpText(
      "after",
      examples("vigiles manifest rescan TOKEN --fail-on high", "vigiles manifest rescan TOKEN --background"),
    )
    .action(
      run(async (context, token: string, options: ReportChoice & JobOptions) => {
        await checkScanFlags(options);
        const { client, control } = context;
        const result = await client.manifests.rescan(token, { ...options, ...control, ...jobWait(context, options) });
        return scanOutcome(context, result, options);
      }),
    );
  withReportChoice(manifest.command("latest-report <manifest-token>"))
    .description("the newest report of an SBOM")
    .addHelpText("after", examples("vigiles manifest latest-report TOKEN -e published,references"))
    .action(
      run(async (context, token: string, options: ReportChoice) => {
        await checkScanFlags(options);
        const result = await context.client.manifests.latestReport(token, { ...options, ...context.control });
        return scanOutcome(context, result, options);
      }),
    );
  manifest
    .command("reports <manifest-token>")
    .description("all reports of an SBOM")
    .addHelpText("after", examples("vigiles manifest reports TOKEN"))
    .action(run(async ({ client, control }, token: string) => client.manifests.reports(token, control)));
}

function withReportChoice(command: Command): Command {
  return addScanOptions(command)
    .option("-e, --extra-fields <list>", "further fields of each CVE, comma-separated", commaList)
    .option("-f, --filter-results", "apply all filters, not those of the kernel and U-Boot configs alone");
}

function changingCommands(manifest: Command, run: Runner): void {
  manifest
    .command("delete <manifest-token>")
    .description("delete an SBOM and its reports")
    .option("-c, --confirm", "really delete it")
    .option("--yes", "the same")
    .addHelpText(
      "after",
      examples("vigiles manifest delete TOKEN --confirm", "vigiles --dry-run manifest delete TOKEN --confirm"),
    )
    .action(
      run(async ({ client, control }, token: string, options: { confirm?: boolean; yes?: boolean }) => {
        if (options.confirm || options.yes) return client.manifests.delete(token, { confirmed: true, ...control });
        throw new VigilesError("USAGE", "manifest delete needs --confirm: the SBOM and its reports will be gone");
      }),
    );
}

const transferExamples = {
  move: "vigiles manifest move TOKEN OTHER -g GROUP --include-history",
  copy: "vigiles manifest copy TOKEN -f FOLDER",
};

function transferCommand(manifest: Command, run: Runner, kind: "move" | "copy"): void {
  manifest
    .command(`${kind} <manifest-tokens...>`)
    .description(`${kind} SBOMs to a group or folder`)
    .option("-g, --group-token <token>", "target group")
    .option("-f, --folder-token <token>", "target folder")
    .option("-i, --include-history", "earlier versions too")
    .addHelpText("after", examples(transferExamples[kind]))
    .action(
      run(async ({ client, control }, tokens: string[], options: Transfer) => {
        const { groupToken, folderToken, includeHistory } = options;
        if ((groupToken === undefined) === (folderToken === undefined)) {
          throw new VigilesError("USAGE", `manifest ${kind} needs one of --group-token and --folder-token`);
        }
        const target = { targetGroupToken: groupToken, targetFolderToken: folderToken, includeHistory };
        return client.manifests[kind](tokens, { ...target, ...control });
      }),
    );
}

interface Transfer {
  readonly groupToken?: string;
  readonly folderToken?: string;
  readonly includeHistory?: boolean;
}
