import type { Command } from "commander";
import { isHttpError } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { isToken } from "../../client/validation/tokens.js";
import { formatReport } from "../../report/formats/index.js";
import { readCycloneDx } from "../../report/read-cyclonedx.js";
import { reportOf, type Report } from "../../report/report.js";
import type { CommandContext } from "../context/command-context.js";
import { examples } from "../help/examples.js";
import { addReportList } from "./manifest/list.js";
import { decide, warnOfDecisions } from "./manifest/scan/decide.js";
import {
  addDecisionOptions,
  decisionInputs,
  readDecisions,
  type DecisionFlags,
} from "./manifest/scan/read-decisions.js";
import { tokenOfLink } from "../names/token-of-link.js";
import { addPlaceOptions, type PlaceFlags } from "../names/place-flags.js";
import { withManifest, withTokens } from "../names/with-tokens.js";
import { addNamedArguments, readNamedArguments } from "../options/named-arguments.js";
import { saveOrPrint, type FileTarget } from "../output/file-output.js";
import type { Runner } from "../run-command.js";
import { knownOptions } from "../options/known-options.js";

/** Sets up `report`. */
export function setUpReport(report: Command, run: Runner): void {
  report.addHelpText("after", examples("vigiles report download pdf REPORT -o report.pdf"));
  addReportList(report.command("list <manifest-token>"), run).addHelpText(
    "after",
    examples("vigiles report list TOKEN"),
  );
  addDownload(report, run);
  addHtml(report, run);
  addCompare(report, run);
}

const downloadArguments = { "file-type": "for example pdf", "report-token": "token of the report" };

interface DownloadFlags extends FileTarget {
  readonly filterResults?: boolean;
  readonly cyclonedxFormat: string;
  readonly cyclonedxVersion: string;
}

function addDownload(report: Command, run: Runner): void {
  addNamedArguments(report.command("download"), downloadArguments)
    .description(
      "save a report to a file: pdf, pdfsummary, xlsx, csv, cyclonedx-vex, cyclonedx-sbom-vex or spdx_3-sbom-vex",
    )
    .option("-f, --filter-results", "apply all filters")
    .option("-o, --outfile <path>", "file to write")
    .option("--stdout", "write to standard output")
    .option("--no-clobber", "do not replace an existing file")
    .option("--cyclonedx-format <format>", "json or xml", "json")
    .option("--cyclonedx-version <version>", "1.4, 1.5, 1.6 or 1.7", "1.7")
    .addHelpText(
      "after",
      examples(
        "vigiles report download pdf REPORT -o report.pdf",
        "vigiles report download --report-token REPORT --file-type cyclonedx-vex --stdout",
      ),
    )
    .action(
      run(async (context) => {
        const { client, command, control } = context;
        const [format = "", token = ""] = readNamedArguments(command, downloadArguments);
        const flags = command.opts<DownloadFlags>();
        const options = { ...knownOptions("reports.download", flags), format, ...control };
        return saveOrPrint(context, flags, () =>
          withTokens(context, { reportToken: token }, ({ reportToken }) =>
            client.reports.download(reportToken, options),
          ),
        );
      }),
    );
}

interface HtmlFlags extends FileTarget, PlaceFlags, DecisionFlags {
  readonly filterResults?: boolean;
}

function addHtml(report: Command, run: Runner): void {
  addDecisionOptions(addPlaceOptions(report.command("html <token>")))
    .description("write an HTML page with totals, charts, and a table to sort and filter, to print or to share")
    .requiredOption("-o, --outfile <path>", "file to write")
    .option("-f, --filter-results", "apply all filters")
    .option("--no-clobber", "do not replace an existing file")
    .addHelpText(
      "after",
      examples("vigiles report html REPORT -o report.html", "vigiles report html MANIFEST -o newest.html"),
    )
    .action(
      run(async (context, token: string, given: HtmlFlags) => {
        const flags = await withProjectDecisions(context, given);
        return saveOrPrint(context, flags, () => createPage(context, token, flags), decisionInputs(flags));
      }),
    );
}

/** The decision files that the project file names are used for pages too. */
async function withProjectDecisions(context: CommandContext, flags: HtmlFlags): Promise<HtmlFlags> {
  const { ignoreFile, vex } = (await context.project())?.scan ?? {};
  return { ...omitUndefined({ ignoreFile, vex }), ...flags };
}

/**
 * Makes the page about a report.
 *
 * @returns the page; in a dry run the request
 */
async function createPage(context: CommandContext, token: string, flags: HtmlFlags): Promise<Uint8Array> {
  const decisions = await readDecisions(context, flags);
  const found = await findReport(context, token, flags);
  if ("request" in found) return found.request;
  const decided = decide(context, found.report, decisions);
  warnOfDecisions(context, decided);
  return Buffer.from(await formatReport("html", decided.report));
}

/** A report, or in a dry run the request for it. */
type Found = { readonly report: Report } | { readonly request: Uint8Array };

/**
 * Requests a report. If the service knows none with this token, or it can only be a name, it is taken as an SBOM's, whose
 * latest report is requested.
 */
async function findReport(context: CommandContext, report: string, flags: HtmlFlags): Promise<Found> {
  const token = tokenOfLink(report) ?? report;
  // Reports have no names. An empty text is refused as a report.
  if (token.trim() !== "" && !isToken(token)) return latestOfManifest(context, token, flags);
  const { client, control, globals } = context;
  const options = { filterResults: flags.filterResults, ...control, format: "cyclonedx-sbom-vex" };
  try {
    const bytes = await client.reports.download(token, options);
    return globals.dryRun ? { request: bytes } : { report: readCycloneDx(bytes, token) };
  } catch (error) {
    if (!isHttpError(error) || error.status !== 404) throw error;
    return latestOfManifest(context, token, flags);
  }
}

async function latestOfManifest(context: CommandContext, manifest: string, flags: HtmlFlags): Promise<Found> {
  const { client, control } = context;
  const extraFields = ["description", "references"] as const;
  const options = { filterResults: flags.filterResults, extraFields, ...control };
  const latest = await withManifest(context, manifest, (found) => client.manifests.latestReport(found, options), flags);
  return { report: reportOf(latest) };
}

interface CompareFlags {
  readonly removeWhitelist?: boolean;
  readonly filterResults?: boolean;
  readonly removeNotAffected?: boolean;
}

function addCompare(report: Command, run: Runner): void {
  report
    .command("compare <token-one> <token-two>")
    .description("show what is new and what is resolved in the second report")
    .option("-r, --remove-whitelist", "leave out whitelisted findings (deprecated)")
    .option("-f, --filter-results", "apply all filters")
    .option("-n, --remove-not-affected", "leave out findings with status not_affected")
    .addHelpText("after", examples("vigiles report compare OLD NEW --remove-not-affected"))
    .action(
      run(async (context, one: string, two: string, flags: CompareFlags) => {
        const options = { ...knownOptions("reports.compare", flags), ...context.control };
        const [first = one, second = two] = [one, two].map(tokenOfLink);
        return context.client.reports.compare(first, second, options);
      }),
    );
}
