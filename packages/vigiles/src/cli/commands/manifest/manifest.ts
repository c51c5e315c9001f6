import type { Command } from "commander";
import { examples } from "../../help/examples.js";
import { parseCommaList } from "../../options/parse-values.js";
import { addPlaceOptions, type PlaceFlags } from "../../names/place-flags.js";
import { withManifest } from "../../names/with-tokens.js";
import { saveOrPrint, type FileTarget } from "../../output/file-output.js";
import type { Runner } from "../../run-command.js";
import { addBackgroundOptions, backgroundOptions, type BackgroundFlags } from "./background-options.js";
import { addDelete, addTransfer } from "./change.js";
import { addCustomScore } from "./custom-score.js";
import { addList, addReportList } from "./list.js";
import { addScanOptions, checkScanFlags, type ScanFlags } from "./scan/scan-options.js";
import { withProjectFlags } from "./scan/project-flags.js";
import { prepareScan } from "./scan/prepare-scan.js";
import { outputScan } from "./scan/scan-output.js";
import { addUpload } from "./upload.js";
import { knownOptions } from "../../options/known-options.js";

/** Sets up `manifest`. */
export function setUpManifest(manifest: Command, run: Runner): void {
  manifest.addHelpText(
    "after",
    examples("vigiles manifest upload sbom.cdx.json --fail-on critical", "vigiles manifest list"),
  );
  addUpload(manifest, run);
  addList(manifest, run);
  addConversion(manifest, run);
  addReporting(manifest, run);
  addDelete(manifest, run);
  addTransfer(manifest, run, "move");
  addTransfer(manifest, run, "copy");
  addCustomScore(manifest, run);
}

interface ConversionFlags extends PlaceFlags {
  readonly sbomFormat?: string;
  readonly fileFormat?: string;
  readonly sbomVersion?: string;
}

function addConversion(manifest: Command, run: Runner): void {
  addConversionOptions(manifest.command("info <manifest-token>"))
    .description("show an SBOM, in its own format or another")
    .addHelpText("after", examples("vigiles manifest info TOKEN -f spdx -i json"))
    .action(
      run(async (context, token: string, flags: ConversionFlags) => {
        const { client, control } = context;
        const options = { ...knownOptions("manifests.info", flags), ...control };
        return withManifest(context, token, (found) => client.manifests.info(found, options), flags);
      }),
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
          return withManifest(context, token, (found) => context.client.manifests.download(found, options), flags);
        }),
      ),
    );
}

function addConversionOptions(command: Command): Command {
  return addPlaceOptions(command)
    .option("-f, --sbom-format <format>", "spdx, spdx-lite or cyclonedx")
    .option("-i, --file-format <format>", "json, xml, yaml, tag, …")
    .option("-v, --sbom-version <version>", "version of the SBOM format");
}

interface ReportFlags extends ScanFlags, PlaceFlags {
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
      run(async (context, token: string, given: ReportFlags & BackgroundFlags) => {
        const flags = await withProjectFlags(context, given);
        await checkScanFlags(context, flags);
        const known = knownOptions("manifests.rescan", flags);
        const options = { ...known, ...context.control, ...backgroundOptions(context, flags) };
        context.indicator.expectScan();
        const { origin, result } = await withManifest(
          context,
          token,
          async (found) => ({
            origin: { ...(await prepareScan(context, flags, found)), addsReport: true },
            result: await context.client.manifests.rescan(found, options),
          }),
          flags,
        );
        return outputScan(context, result, flags, origin);
      }),
    );
  addReportOptions(manifest.command("latest-report <manifest-token>"))
    .description("show the latest report of an SBOM")
    .addHelpText("after", examples("vigiles manifest latest-report TOKEN -e published,references"))
    .action(
      run(async (context, token: string, given: ReportFlags) => {
        const flags = await withProjectFlags(context, given);
        await checkScanFlags(context, flags);
        const options = { ...knownOptions("manifests.latestReport", flags), ...context.control };
        const origin = await prepareScan(context, flags);
        const result = await withManifest(
          context,
          token,
          (found) => context.client.manifests.latestReport(found, options),
          flags,
        );
        return outputScan(context, result, flags, origin);
      }),
    );
  addReportList(manifest.command("reports <manifest-token>"), run).addHelpText(
    "after",
    examples("vigiles manifest reports TOKEN"),
  );
}

function addReportOptions(command: Command): Command {
  return addScanOptions(addPlaceOptions(command))
    .option("-e, --extra-fields <list>", "additional fields of each CVE, comma-separated", parseCommaList)
    .option("-f, --filter-results", "apply all filters, not only those of the kernel and U-Boot configs");
}
