import type { Command } from "commander";
import type { LocationTokens } from "../../../client/configuration/choose-location-tokens.js";
import type { Manifest } from "../../../client/operations/manifests/manifest.js";
import { examples } from "../../help/examples.js";
import { withProjectLocation } from "../../names/project-location.js";
import { addPlaceOptions, type PlaceFlags } from "../../names/place-flags.js";
import { withManifest, withTokens } from "../../names/with-tokens.js";
import { knownOptions } from "../../options/known-options.js";
import { parseCount, requireChoice } from "../../options/parse-values.js";
import type { Runner } from "../../run-command.js";
import { selectManifests, sortOrders, type Selection } from "./select-manifests.js";

/** Adds `manifest list`. */
export function addList(manifest: Command, run: Runner): void {
  manifest
    .command("list")
    .description("list the SBOMs of a folder, group or product (default: the dashboard config's)")
    .option("-g, --group-token <token>", "only SBOMs of this group")
    .option("-p, --product-token <token>", "only SBOMs of this product")
    .option("--folder-token <token>", "only SBOMs of this folder")
    .option("-n, --name <name>", 'only SBOMs of this name, in upper or lower case; * is any text, as in "gateway *"')
    .option("--sort <order>", "name, newest or oldest (default: as the service sorts)", (order) =>
      requireChoice("--sort", order, sortOrders),
    )
    .option("--limit <count>", "at most this many, after sorting", (count) => parseCount("--limit", count))
    .addHelpText(
      "after",
      examples(
        "vigiles manifest list --group-token GROUP",
        'vigiles manifest list --name "gateway*" --sort newest --limit 5',
        "vigiles --output table manifest list",
      ),
    )
    .action(
      run(async (context, flags: Selection & LocationTokens) => {
        const { client, control, globals } = context;
        const place = await withProjectLocation(context, knownOptions("manifests.list", flags));
        const manifests: unknown = await withTokens(context, place, (location) =>
          client.manifests.list({ ...location, ...control }).all(),
        );
        if (globals.dryRun || !Array.isArray(manifests)) return manifests;
        return selectManifests(manifests as readonly Manifest[], flags);
      }),
    );
}

/**
 * Makes a command that lists the reports of an SBOM.
 *
 * @param command - with the argument for the SBOM
 */
export function addReportList(command: Command, run: Runner): Command {
  return addPlaceOptions(command)
    .description("list the reports of an SBOM")
    .action(
      run(async (context, token: string, flags: PlaceFlags) =>
        withManifest(context, token, (found) => context.client.manifests.reports(found, context.control), flags),
      ),
    );
}
