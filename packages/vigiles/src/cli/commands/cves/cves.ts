import type { Command } from "commander";
import { examples } from "../../help/examples.js";
import { addPlaceOptions, type PlaceFlags } from "../../names/place-flags.js";
import { withManifest } from "../../names/with-tokens.js";
import { addNamedArguments, readNamedArguments } from "../../options/named-arguments.js";
import { parseCommaList } from "../../options/parse-values.js";
import type { Runner } from "../../run-command.js";
import { addSetStatus } from "./set-status.js";

/** Sets up `cves`. */
export function setUpCves(cves: Command, run: Runner): void {
  cves.addHelpText("after", examples("vigiles cves info CVE-2014-0160"));
  cves
    .command("search <product>")
    .description("search the CVEs of a product by its CPE name")
    .option("-v, --version <version>", "version of the product", "")
    .option("-i, --ids-only", "print only the CVE ids")
    .addHelpText("after", examples("vigiles cves search openssl --version 1.0.1f --ids-only"))
    .action(
      run(async ({ client, control }, product: string, flags: { version: string; idsOnly?: boolean }) => {
        const { version, idsOnly } = flags;
        if (idsOnly) return client.cves.searchIds(product, { version, ...control });
        return client.cves.search(product, { version, ...control });
      }),
    );
  cves
    .command("info <cve-id>")
    .description("show a CVE")
    .option("-f, --fields <list>", "only these fields, comma-separated", parseCommaList)
    .addHelpText("after", examples("vigiles cves info CVE-2014-0160"))
    .action(
      run(async ({ client, control }, id: string, { fields }: { fields?: string[] }) =>
        client.cves.info(id, { fields, ...control }),
      ),
    );
  addSetStatus(cves, run);
  addStatus(cves, run);
}

const statusArguments = {
  "cve-id": "id of the CVE",
  "package-name": "name of the package",
  "package-version": "version of the package",
  "manifest-token": "token of the SBOM that has the package",
};

function addStatus(cves: Command, run: Runner): void {
  addPlaceOptions(addNamedArguments(cves.command("status"), statusArguments))
    .description("show the triage status of a CVE in a package of an SBOM")
    .addHelpText("after", examples("vigiles cves status CVE-2014-0160 openssl 1.0.1f TOKEN"))
    .action(
      run(async (context) => {
        const { client, command, control } = context;
        const [id = "", packageName = "", packageVersion = "", manifestToken = ""] = readNamedArguments(
          command,
          statusArguments,
        );
        return withManifest(
          context,
          manifestToken,
          (found) => client.cves.status(id, { packageName, packageVersion, manifestToken: found, ...control }),
          command.opts<PlaceFlags>(),
        );
      }),
    );
}
