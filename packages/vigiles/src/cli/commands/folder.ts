import type { Command } from "commander";
import { VigilesError } from "../../errors.js";
import type { Runner } from "../run-command.js";
import { examples } from "../help/examples.js";

interface Place {
  readonly groupToken?: string;
  readonly folderToken?: string;
  readonly productToken?: string;
}

const archiveExamples = {
  archive: "vigiles folder archive FOLDER OTHER",
  unarchive: "vigiles folder unarchive FOLDER",
};

/** Fills `folder` in. */
export function folderCommands(folder: Command, run: Runner): void {
  folder.addHelpText("after", examples("vigiles folder list -g GROUP"));
  withPlace(folder.command("list"), "of")
    .description("folders of a group or folder; by default those of the dashboard config")
    .option("-p, --product-token <token>", "of this product")
    .option("-a, --archived-only", "archived ones alone")
    .addHelpText("after", examples("vigiles folder list -g GROUP", "vigiles folder list --archived-only"))
    .action(
      run(async ({ client, control }, options: Place & { archivedOnly?: boolean }) =>
        client.folders.list({ ...one(options), ...control }).all(),
      ),
    );
  withPlace(folder.command("create <folder-name>"), "in")
    .description("make a folder")
    .option("-d, --description <text>", "what it is for")
    .addHelpText("after", examples("vigiles folder create releases -g GROUP"))
    .action(
      run(async ({ client, control }, name: string, options: Place & { description?: string }) =>
        client.folders.create(name, { ...one(options), ...control }),
      ),
    );
  for (const kind of ["archive", "unarchive"] as const) {
    folder
      .command(`${kind} <folder-tokens...>`)
      .description(`${kind} folders`)
      .addHelpText("after", examples(archiveExamples[kind]))
      .action(run(async ({ client, control }, tokens: string[]) => client.folders[kind](tokens, control)));
  }
}

function withPlace(command: Command, preposition: string): Command {
  return command
    .option("-g, --group-token <token>", `${preposition} this group`)
    .option("-f, --folder-token <token>", `${preposition} this folder`);
}

function one<T extends Place>(options: T): T {
  if (options.groupToken === undefined || options.folderToken === undefined) return options;
  throw new VigilesError("USAGE", "Give at most one of --group-token and --folder-token");
}
