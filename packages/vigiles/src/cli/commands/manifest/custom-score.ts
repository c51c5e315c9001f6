import type { Command } from "commander";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";

interface Score {
  readonly product: string;
  readonly cveId: string;
  readonly score: string;
  readonly version: string;
  readonly packageVersion?: string;
}

/** Adds `manifest custom-score set`. */
export function scoreCommands(manifest: Command, run: Runner): void {
  manifest
    .command("custom-score")
    .description("scores of one's own")
    .enablePositionalOptions()
    .addHelpText("after", examples("vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1"))
    .command("set <manifest-token>")
    .description("set the score of a CVE in a package")
    .requiredOption("-p, --product <name>", "package")
    .requiredOption("--cve-id <id>", "CVE")
    .requiredOption("-s, --score <score>", "0 to 10")
    .option("-v, --version <version>", "of the package", "")
    .option("--package-version <version>", "the same")
    .addHelpText(
      "after",
      examples("vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1 --version 1.0.1f"),
    )
    .action(
      run(async ({ client, control }, token: string, options: Score) =>
        client.manifests.setCustomScore(token.trim(), {
          productName: options.product.trim(),
          cveId: options.cveId.trim(),
          customScore: options.score.trim(),
          productVersion: (options.packageVersion ?? options.version).trim(),
          ...control,
        }),
      ),
    );
}
