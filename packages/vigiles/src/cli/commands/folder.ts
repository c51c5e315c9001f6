import type { Command } from "commander";
import { VigilesError } from "../../errors.js";
import { examples } from "../help/examples.js";
import { withProjectLocation } from "../names/project-location.js";
import { withTokens } from "../names/with-tokens.js";
import type { Runner } from "../run-command.js";
import { knownOptions } from "../options/known-options.js";

interface LocationFlags {
  readonly groupToken?: string;
  readonly folderToken?: string;
  readonly productToken?: string;
}

const archiveExamples = {
  archive: "vigiles folder archive FOLDER OTHER",
  unarchive: "vigiles folder unarchive FOLDER",
};

/** Sets up `folder`. */
export function setUpFolder(folder: Command, run: Runner): void {
  folder.addHelpText("after", examples("vigiles folder list -g GROUP"));
  addLocationOptions(folder.command("list"), "only folders of")
    .description("list the folders of a group or folder (default: the dashboard config's)")
    .option("-p, --product-token <token>", "only folders of this product")
    .option("-a, --archived-only", "only archived folders")
    .addHelpText("after", examples("vigiles folder list -g GROUP", "vigiles folder list --archived-only"))
    .action(
      run(async (context, flags: LocationFlags & { archivedOnly?: boolean }) => {
        checkLocation(flags);
        const place = await withProjectLocation(context, knownOptions("folders.list", flags));
        return withTokens(context, place, (options) =>
          context.client.folders.list({ ...options, ...context.control }).all(),
        );
      }),
    );
  addLocationOptions(folder.command("create <folder-name>"), "create it in")
    .description("create a folder")
    .option("-d, --description <text>", "description of the folder")
    .addHelpText("after", examples("vigiles folder create releases -g GROUP"))
    .action(
      run(async (context, name: string, flags: LocationFlags & { description?: string }) => {
        checkLocation(flags);
        const place = await withProjectLocation(context, knownOptions("folders.create", flags));
        return withTokens(context, place, (options) =>
          context.client.folders.create(name, { ...options, ...context.control }),
        );
      }),
    );
  for (const kind of ["archive", "unarchive"] as const) {
    folder
      .command(`${kind} <folder-tokens...>`)
      .description(`${kind} folders`)
      .option(
        "-g, --group-token <token>",
        "group in which folders are looked for by name (default: the configured one)",
      )
      .addHelpText("after", examples(archiveExamples[kind]))
      .action(
        run(async (context, folders: string[], { groupToken }: { groupToken?: string }) =>
          withTokens(
            context,
            { folderTokens: folders, groupToken },
            ({ folderTokens }) => context.client.folders[kind](folderTokens, context.control),
            kind === "unarchive",
          ),
        ),
      );
  }
}

function addLocationOptions(command: Command, purpose: string): Command {
  return command
    .option("-g, --group-token <token>", `${purpose} this group`)
    .option("-f, --folder-token <token>", `${purpose} this folder`);
}

function checkLocation({ groupToken, folderToken }: LocationFlags): void {
  if (groupToken === undefined || folderToken === undefined) return;
  throw new VigilesError("USAGE", "Give at most one of --group-token and --folder-token");
}
