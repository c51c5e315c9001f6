import type { Command } from "commander";
import { isHttpError } from "@org/http-core";
import { reportOfBom } from "../../report/read-cyclonedx.js";
import { formatReport } from "../../report/formats/index.js";
import { reportOf } from "../../report/report.js";
import type { CommandContext } from "../context/command-context.js";
import { saveOrPrint, type FileTarget } from "../output/file-output.js";
import { addNamedArguments, namedArguments } from "../options/named-arguments.js";
import type { Runner } from "../run-command.js";
import { examples } from "../help/examples.js";

interface Download extends FileTarget {
  readonly filterResults?: boolean;
  readonly cyclonedxFormat: string;
  readonly cyclonedxVersion: string;
}

interface Compare {
  readonly removeWhitelist?: boolean;
  readonly filterResults?: boolean;
  readonly removeNotAffected?: boolean;
}

interface Page extends FileTarget {
  readonly filterResults?: boolean;
}

/** The page about a report, or, where the token is an SBOM's, about its newest one. A dry run answers its request. */
async function pageFor({ client, control, globals }: CommandContext, token: string, page: Page): Promise<Uint8Array> {
  const options = { filterResults: page.filterResults, ...control };
  try {
    const bytes = await client.reports.download(token, { ...options, format: "cyclonedx-sbom-vex" });
    return globals.dryRun ? bytes : Buffer.from(await formatReport("html", reportOfBom(bytes, token)));
  } catch (error) {
    if (!isHttpError(error) || error.status !== 404) throw error;
    const report = reportOf(await client.manifests.latestReport(token, options));
    return Buffer.from(await formatReport("html", report));
  }
}

const downloadArguments = { "file-type": "for example pdf", "report-token": "which report" };

/** Fills `report` in. */
export function reportCommands(report: Command, run: Runner): void {
  report.addHelpText("after", examples("vigiles report download pdf REPORT -o report.pdf"));
  addNamedArguments(report.command("download"), downloadArguments)
    .description("a report as a file: pdf, pdfsummary, xlsx, csv, cyclonedx-vex, cyclonedx-sbom-vex or spdx_3-sbom-vex")
    .option("-f, --filter-results", "apply all filters")
    .option("-o, --outfile <path>", "file to write")
    .option("--stdout", "write to standard output")
    .option("--no-clobber", "do not replace a file")
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
      run(async (context, _type: unknown, _token: unknown, options: Download) => {
        const [format = "", token = ""] = namedArguments(context.command, downloadArguments);
        return saveOrPrint(context, options, () =>
          context.client.reports.download(token, { ...options, format, ...context.control }),
        );
      }),
    );
  report
    .command("html <token>")
    .description("one page to look at, print or send on: totals, charts, and a table to sort and filter")
    .requiredOption("-o, --outfile <path>", "file to write")
    .option("-f, --filter-results", "apply all filters")
    .option("--no-clobber", "do not replace a file")
    .addHelpText(
      "after",
      examples("vigiles report html REPORT -o report.html", "vigiles report html MANIFEST -o newest.html"),
    )
    .action(
      run(async (context, token: string, options: Page) =>
        saveOrPrint(context, options, () => pageFor(context, token, options)),
      ),
    );
  report
    .command("compare <token-one> <token-two>")
    .description("what is new in the second report, and what is resolved")
    .option("-r, --remove-whitelist", "leave out what is whitelisted (deprecated)")
    .option("-f, --filter-results", "apply all filters")
    .option("-n, --remove-not-affected", "leave out what is marked as not affected")
    .addHelpText("after", examples("vigiles report compare OLD NEW --remove-not-affected"))
    .action(
      run(async ({ client, control }, one: string, two: string, options: Compare) =>
        client.reports.compare(one, two, { ...options, ...control }),
      ),
    );
}
