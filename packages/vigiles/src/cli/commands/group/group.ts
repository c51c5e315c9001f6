import type { Command } from "commander";
import { askBeforeDeleting } from "../../context/confirm-deletion.js";
import type { Runner } from "../../run-command.js";
import { activityLogCommand } from "./activity-log.js";
import { memberCommands } from "./members.js";
import { settingsCommands } from "./settings.js";
import { examples } from "../../help/examples.js";

interface Listed {
  readonly includePrivateWorkspaces?: boolean;
  readonly archived?: boolean;
}

interface Created {
  readonly description?: string;
  readonly groupToken?: string;
  readonly topLevel?: boolean;
}

/** Fills `group` in. */
export function groupCommands(group: Command, run: Runner): void {
  group.addHelpText("after", examples("vigiles group list", "vigiles group members list GROUP"));
  listCommands(group, run);
  changeCommands(group, run);
  settingsCommands(group, run);
  memberCommands(group, run);
  activityLogCommand(group, run);
}

function listCommands(group: Command, run: Runner): void {
  group
    .command("list")
    .alias("list-active")
    .description("groups")
    .option("-p, --include-private-workspaces", "also those of others; for administrators")
    .option("--archived", "archived ones instead")
    .addHelpText("after", examples("vigiles group list", "vigiles group list --archived"))
    .action(
      run(async ({ client, control }, options: Listed) =>
        (options.archived ? client.groups.listArchived(control) : client.groups.list({ ...options, ...control })).all(),
      ),
    );
  group
    .command("list-archived")
    .description("archived groups")
    .addHelpText("after", examples("vigiles group list-archived"))
    .action(run(async ({ client, control }) => client.groups.listArchived(control).all()));
  group
    .command("info")
    .description("a group; by default that of the dashboard config")
    .option("-g, --group-token <token>", "this group")
    .option("-s, --subgroups", "with its subgroups")
    .addHelpText("after", examples("vigiles group info -g GROUP --subgroups"))
    .action(
      run(async ({ client, control }, options: { groupToken?: string; subgroups?: boolean }) =>
        client.groups.info({ ...options, ...control }),
      ),
    );
}

function changeCommands(group: Command, run: Runner): void {
  group
    .command("create <group-name>")
    .description("make a group, below that of the dashboard config if there is one")
    .option("-d, --description <text>", "what it is for")
    .option("-g, --group-token <token>", "below this group")
    .option("--top-level", "below none")
    .addHelpText(
      "after",
      examples("vigiles group create gateways -g PARENT", "vigiles group create gateways --top-level"),
    )
    .action(
      run(async ({ client, control }, name: string, { groupToken, ...rest }: Created) => {
        // An empty parent is how scripts ask for a group without one.
        const parent = groupToken === "" ? { topLevel: true } : { groupToken };
        return client.groups.create(name, { ...rest, ...parent, ...control });
      }),
    );
  group
    .command("delete <group-token>")
    .description("delete a group")
    .option("--yes", "do not ask")
    .addHelpText("after", examples("vigiles group delete GROUP --yes"))
    .action(
      run(async (context, token: string, options: { yes?: boolean }) => {
        await askBeforeDeleting(context, `group ${JSON.stringify(token)}`, options.yes ?? false);
        return context.client.groups.delete(token, context.control);
      }),
    );
  for (const kind of ["archive", "unarchive"] as const) {
    group
      .command(`${kind} <group-tokens...>`)
      .description(`${kind} groups`)
      .addHelpText("after", examples(`vigiles group ${kind} GROUP`))
      .action(run(async ({ client, control }, tokens: string[]) => client.groups[kind](tokens, control)));
  }
}
