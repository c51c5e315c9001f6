import type { Command } from "commander";
import type { Runner } from "../../run-command.js";
import { addPlaceOptions, type PlaceFlags } from "../../names/place-flags.js";
import { withManifest } from "../../names/with-tokens.js";
import { examples } from "../../help/examples.js";

interface ScoreFlags extends PlaceFlags {
  readonly product: string;
  readonly cveId: string;
  readonly score: string;
  readonly version: string;
  readonly packageVersion?: string;
}

/** Adds `manifest custom-score set`. */
export function addCustomScore(manifest: Command, run: Runner): void {
  const scores = manifest
    .command("custom-score")
    .description("your own scores of CVEs")
    .enablePositionalOptions()
    .addHelpText("after", examples("vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1"));
  addPlaceOptions(scores.command("set <manifest-token>"))
    .description("set your own score of a CVE in a package")
    .requiredOption("-p, --product <name>", "name of the package")
    .requiredOption("--cve-id <id>", "id of the CVE")
    .requiredOption("-s, --score <score>", "score, 0 to 10")
    .option("-v, --version <version>", "version of the package", "")
    .option("--package-version <version>", "same as --version")
    .addHelpText(
      "after",
      examples("vigiles manifest custom-score set TOKEN -p openssl --cve-id CVE-2014-0160 -s 9.1 --version 1.0.1f"),
    )
    .action(
      run(async (context, token: string, flags: ScoreFlags) =>
        withManifest(
          context,
          token.trim(),
          (manifestToken) =>
            context.client.manifests.setCustomScore(manifestToken, {
              productName: flags.product.trim(),
              cveId: flags.cveId.trim(),
              customScore: flags.score.trim(),
              productVersion: (flags.packageVersion ?? flags.version).trim(),
              ...context.control,
            }),
          flags,
        ),
      ),
    );
}
