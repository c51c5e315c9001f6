import { Option, type Command } from "commander";
import { confirmDeletion, listForPeople } from "../../context/confirm-deletion.js";
import { deleteEach } from "../../context/delete-each.js";
import type { Runner } from "../../run-command.js";
import { addActivityLog } from "./activity-log.js";
import { addMembers } from "./members.js";
import { addSettings } from "./settings.js";
import { findTokens, withTokens } from "../../names/with-tokens.js";
import { examples } from "../../help/examples.js";
import { knownOptions } from "../../options/known-options.js";

interface ListFlags {
  readonly includePrivateWorkspaces?: boolean;
  readonly archived?: boolean;
}

interface CreateFlags {
  readonly description?: string;
  readonly groupToken?: string;
  readonly topLevel?: boolean;
}

/** Sets up `group`. */
export function setUpGroup(group: Command, run: Runner): void {
  group.addHelpText("after", examples("vigiles group list", "vigiles group members list GROUP"));
  addReading(group, run);
  addChanging(group, run);
  addSettings(group, run);
  addMembers(group, run);
  addActivityLog(group, run);
}

function addReading(group: Command, run: Runner): void {
  group
    .command("list")
    .alias("list-active")
    .description("list groups")
    .option("-p, --include-private-workspaces", "also private workspaces of other users; for administrators")
    .addOption(new Option("--archived", "archived groups instead").conflicts("includePrivateWorkspaces"))
    .addHelpText("after", examples("vigiles group list", "vigiles group list --archived"))
    .action(
      run(async ({ client, control }, flags: ListFlags) =>
        (flags.archived
          ? client.groups.listArchived(control)
          : client.groups.list({ ...knownOptions("groups.list", flags), ...control })
        ).all(),
      ),
    );
  group
    .command("list-archived")
    .description("list archived groups")
    .addHelpText("after", examples("vigiles group list-archived"))
    .action(run(async ({ client, control }) => client.groups.listArchived(control).all()));
  group
    .command("info")
    .description("show a group (default: the dashboard config's)")
    .option("-g, --group-token <token>", "show this group")
    .option("-s, --subgroups", "also its subgroups")
    .addHelpText("after", examples("vigiles group info -g GROUP --subgroups"))
    .action(
      run(async (context, flags: { groupToken?: string; subgroups?: boolean }) =>
        withTokens(context, knownOptions("groups.info", flags), (options) =>
          context.client.groups.info({ ...options, ...context.control }),
        ),
      ),
    );
}

function addChanging(group: Command, run: Runner): void {
  group
    .command("create <group-name>")
    .description("create a group, below the dashboard config's group if there is one")
    .option("-d, --description <text>", "description of the group")
    .option("-g, --group-token <token>", "create it below this group")
    .addOption(new Option("--top-level", "create it at the top level, without a parent group").conflicts("groupToken"))
    .addHelpText(
      "after",
      examples("vigiles group create gateways -g PARENT", "vigiles group create gateways --top-level"),
    )
    .action(
      run(async (context, name: string, { groupToken, ...rest }: CreateFlags) => {
        // Scripts written for the original command give an empty parent for a top-level group.
        const parent = groupToken === "" ? { topLevel: true } : { groupToken };
        return withTokens(context, { ...knownOptions("groups.create", rest), ...parent }, (options) =>
          context.client.groups.create(name, { ...options, ...context.control }),
        );
      }),
    );
  group
    .command("delete <group-tokens...>")
    .description("delete groups")
    .option("--yes", "delete without asking")
    .addHelpText("after", examples("vigiles group delete GROUP --yes", "vigiles group delete GROUP OTHER --yes"))
    .action(
      run(async (context, groups: string[], options: { yes?: boolean }) => {
        await confirmDeletion(context, listForPeople("group", groups), options.yes ?? false);
        const { groupTokens } = await findTokens(context, { groupTokens: groups });
        return deleteEach(context, groups, groupTokens, {
          find: (groupToken) => context.client.groups.info({ groupToken, ...context.control }),
          remove: (token) =>
            withTokens(context, { groupToken: token }, ({ groupToken }) =>
              context.client.groups.delete(groupToken, context.control),
            ),
        });
      }),
    );
  for (const kind of ["archive", "unarchive"] as const) {
    group
      .command(`${kind} <group-tokens...>`)
      .description(`${kind} groups`)
      .addHelpText("after", examples(`vigiles group ${kind} GROUP`))
      .action(
        run(async (context, groups: string[]) =>
          withTokens(
            context,
            { groupTokens: groups },
            ({ groupTokens }) => context.client.groups[kind](groupTokens, context.control),
            kind === "unarchive",
          ),
        ),
      );
  }
}
