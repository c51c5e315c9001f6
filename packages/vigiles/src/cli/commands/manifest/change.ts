import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { confirmDeletion, hasUser, listForPeople } from "../../context/confirm-deletion.js";
import { deleteEach } from "../../context/delete-each.js";
import { examples } from "../../help/examples.js";
import { addPlaceOptions, placeOf, type PlaceFlags } from "../../names/place-flags.js";
import { findTokens, withManifest, withTokens } from "../../names/with-tokens.js";
import type { Runner } from "../../run-command.js";

interface DeleteFlags extends PlaceFlags {
  readonly confirm?: boolean;
  readonly yes?: boolean;
}

/** Adds `manifest delete`. */
export function addDelete(manifest: Command, run: Runner): void {
  addPlaceOptions(manifest.command("delete <manifest-tokens...>"))
    .description("delete SBOMs and their reports")
    .option("-c, --confirm", "delete without asking; required outside a terminal")
    .option("--yes", "same as --confirm")
    .addHelpText(
      "after",
      examples(
        "vigiles manifest delete TOKEN --confirm",
        "vigiles manifest delete TOKEN OTHER --confirm",
        "vigiles --dry-run manifest delete TOKEN --confirm",
      ),
    )
    .action(
      run(async (context, manifests: string[], flags: DeleteFlags) => {
        const { confirm = false, yes = false } = flags;
        const isConfirmed = confirm || yes;
        if (!isConfirmed && !hasUser(context)) {
          throw new VigilesError("USAGE", "manifest delete needs --confirm: it deletes the SBOM and its reports");
        }
        await confirmDeletion(context, listForPeople("SBOM", manifests), isConfirmed);
        const { manifestTokens } = await findTokens(context, { manifestTokens: manifests, ...placeOf(flags) });
        const options = { confirmed: true, ...context.control };
        return deleteEach(context, manifests, manifestTokens, {
          find: (token) => context.client.manifests.info(token, context.control),
          remove: (token) =>
            withManifest(context, token, (found) => context.client.manifests.delete(found, options), flags),
        });
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

/** Adds `manifest move` or `manifest copy`. */
export function addTransfer(manifest: Command, run: Runner, kind: "move" | "copy"): void {
  manifest
    .command(`${kind} <manifest-tokens...>`)
    .description(`${kind} SBOMs to a group or folder`)
    .option("-g, --group-token <token>", "target group")
    .option("-f, --folder-token <token>", "target folder")
    .option("-i, --include-history", "also earlier versions")
    .addHelpText("after", examples(transferExamples[kind]))
    .action(
      run(async (context, manifestTokens: string[], flags: TransferFlags) => {
        const { groupToken, folderToken, includeHistory } = flags;
        if ((groupToken === undefined) === (folderToken === undefined)) {
          throw new VigilesError("USAGE", `manifest ${kind} needs one of --group-token and --folder-token`);
        }
        const target = { targetGroupToken: groupToken, targetFolderToken: folderToken, includeHistory };
        return withTokens(context, { manifestTokens, ...target }, ({ manifestTokens: tokens, ...options }) =>
          context.client.manifests[kind](tokens, { ...options, ...context.control }),
        );
      }),
    );
}
