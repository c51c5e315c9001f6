import type { Command } from "commander";
import { Secret } from "@org/http-core";
import { editions, type Edition } from "@org/linuxlink-auth";
import { checkAddress, checkKey, type AccountValue } from "../../../client/configuration/account-values.js";
import { findVariable } from "../../../client/configuration/variables.js";
import { VigilesError } from "../../../errors.js";
import { readLimited } from "../../../files/read-limited.js";
import { ask, canAsk } from "../../context/ask.js";
import type { CommandContext } from "../../context/command-context.js";
import { isYes } from "../../context/confirm-deletion.js";
import { examples } from "../../help/examples.js";
import type { Runner } from "../../run-command.js";
import { findKeyFilePlace, type KeyFilePlace } from "./key-file-place.js";
import { storeKeyFile } from "./store-key-file.js";

interface LoginFlags {
  readonly email?: string;
  readonly yes?: boolean;
}

/** A longer key is none. */
const maxKeyBytes = 65_536;

/** Sets up `login`. */
export function setUpLogin(login: Command, run: Runner): void {
  login
    .option("--email <address>", "address of the account (default: VIGILES_EMAIL; otherwise the command asks)")
    .option("--yes", "replace an existing key file without a question")
    .addHelpText(
      "after",
      "\nThe key is asked for and not shown, or read from VIGILES_KEY or standard input. Keys are made on your profile page, in the user menu of the server's site." +
        "\nThe server checks the account before anything is stored. The file is that of -k; only you can read it." +
        `\nWithout -u and --edition the server is ${editions.groups.server}.\n` +
        examples(
          "vigiles login --email me@example.com --yes",
          "cat key.txt | vigiles -k ./ci_key login --email me@example.com",
        ),
    )
    .action(run(logIn));
}

async function logIn(context: CommandContext, flags: LoginFlags): Promise<unknown> {
  const { client, control, globals, io, logger } = context;
  const place = await findKeyFilePlace(context);
  if (!globals.dryRun) await confirmReplacing(context, place, flags);
  const email = await readAddress(context, flags);
  const key = new Secret(checkKey(await readKey(context)));
  await client.configure({ email, key, ...(await chooseServer(context)) });
  const response = await client.heartbeat(control);
  if (globals.dryRun) return response;
  const { url: server = "", edition = "groups" } = client.currentConfig;
  await storeKeyFile(context, place, { email, key, server, edition });
  if (findVariable(io.env, "key") !== undefined) {
    logger.warn("VIGILES_EMAIL and VIGILES_KEY are set and take precedence over the stored key file");
  }
  return { email, server, edition, key_file: place.path };
}

async function confirmReplacing(
  context: CommandContext,
  { path, exists }: KeyFilePlace,
  flags: LoginFlags,
): Promise<void> {
  if (!exists || flags.yes) return;
  const name = JSON.stringify(path);
  if (canAsk(context) && isYes(await ask(context, `Replace the key file ${name}? [y/N] `))) return;
  throw new VigilesError("USAGE", `Nothing was stored: the key file ${name} exists; give --yes to replace it`);
}

async function readAddress(context: CommandContext, { email }: LoginFlags): Promise<string> {
  if (email !== undefined) return checkAddress({ name: "--email", value: email });
  const variable = findVariable(context.io.env, "email");
  if (variable !== undefined) return checkAddress(variable);
  const name = "E-mail address";
  const value = canAsk(context) ? await ask(context, `${name}: `) : "";
  if (value !== "") return checkAddress({ name, value });
  throw new VigilesError("USAGE", `${name} is missing; give it with --email`);
}

async function readKey(context: CommandContext): Promise<AccountValue> {
  const { stdin, env } = context.io;
  const variable = findVariable(env, "key");
  if (variable !== undefined) return variable;
  const text = canAsk(context)
    ? await ask(context, "Key (not shown): ", true)
    : (await readLimited(stdin, maxKeyBytes))?.toString("utf8").trim();
  if (text) return { name: "the key", value: text };
  throw new VigilesError("USAGE", "the key is missing; type it on a terminal, pipe it in, or set VIGILES_KEY");
}

/** Today's accounts are those of the edition groups, so this edition is the default. */
async function chooseServer(context: CommandContext): Promise<{ readonly url?: string; readonly edition: Edition }> {
  const { url: given, edition } = context.globals;
  if (edition !== undefined) return given === undefined ? { edition } : { url: given, edition };
  const fallback = editions.groups.server;
  const asked = given === undefined && canAsk(context) ? await ask(context, `Server [${fallback}]: `) : "";
  const url = given ?? (asked || fallback);
  const isForProducts = URL.parse(url)?.origin === editions.products.server;
  return { url, edition: isForProducts ? "products" : "groups" };
}
