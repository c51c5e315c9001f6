import { Argument, Command, Option } from "commander";
import { relative } from "node:path";
import { createAuthPackage, type CreatedPackage } from "./create-auth-package.js";
import { CreateAuthError } from "./errors.js";
import { kinds, type Kind } from "./kind.js";
import { nextSteps } from "./next-steps.js";
import { packageManagerOf } from "./package-manager.js";
import { readOwnManifest } from "./own-manifest.js";
import { printable } from "./printable.js";
import { askForMissing, type Answers } from "./prompts.js";

const help = `
Kinds:
${Object.entries(kinds)
  .map(([kind, description]) => `  ${kind.padEnd(10)} ${description}`)
  .join("\n")}

Basic, Bearer tokens, API keys and Digest need no new package: @org/http-auth has them, and @org/oauth2-auth has OAuth 2.0.

In the root folder of the monorepo of @org/http-core the package is written to packages/, with a changeset; anywhere else to a folder of
its own in the working directory.`;

/**
 * Runs the `create-auth` command, which `npm create @org/auth` starts.
 *
 * @param argv - the arguments after the command's name
 */
export async function run(argv: readonly string[]): Promise<void> {
  const known = parseArguments(argv);
  try {
    const answers = process.stdin.isTTY && process.stdout.isTTY ? await askForMissing(known) : known;
    if (answers === undefined) return;
    const { name, kind = "signer" } = answers;
    if (name === undefined) throw new CreateAuthError("NAME_INVALID", "Give a name: npm create @org/auth my-scheme");
    printResult(createAuthPackage({ name, kind }));
  } catch (error) {
    process.stderr.write(`create-auth: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = 1;
  }
}

function parseArguments(argv: readonly string[]): Partial<Answers> {
  const command = new Command("create-auth")
    .description("Write a new auth package for @org/http-core, with tests.")
    .addArgument(new Argument("[name]", "name of the scheme, such as my-scheme or @scope/my-scheme"))
    .addOption(new Option("-k, --kind <kind>", "what the scheme does (default: signer)").choices(Object.keys(kinds)))
    .addHelpText("after", help)
    .configureOutput({ writeErr: (text) => void process.stderr.write(text.split("\n").map(printable).join("\n")) });
  if (isTakenByNpm(argv)) command.error(`error: ${takenByNpm}`);
  command.parse([...argv], { from: "user" });
  const [name] = command.args;
  const { kind } = command.opts<{ kind?: Kind }>();
  return { ...(name === undefined ? {} : { name }), ...(kind === undefined ? {} : { kind }) };
}

const takenByNpm =
  "npm took --kind for an option of its own. Write -- before the options: npm create @org/auth my-scheme -- --kind renewal";

/** Without `--`, npm keeps an option for itself, and its value, if that follows a space, becomes an argument. */
function isTakenByNpm(argv: readonly string[]): boolean {
  const hasKind = argv.some((argument) => /^(-k|--kind)/.test(argument));
  return process.env["npm_config_kind"] !== undefined && !hasKind;
}

function printResult(created: CreatedPackage): void {
  const { packageName, files } = created;
  const cwd = process.cwd();
  const folder = displayPath(cwd, created.folder);
  const manager = packageManagerOf(process.env["npm_config_user_agent"]);
  const steps = nextSteps(created, { folder, version: readOwnManifest().version, manager });
  const lines = [
    `${packageName}: ${files.length} files`,
    ...files.map((file) => `  ${displayPath(cwd, file)}`),
    "",
    "Next:",
    ...steps.map((step) => (step === "" ? step : `  ${step}`)),
  ];
  process.stdout.write(`${lines.map(printable).join("\n")}\n`);
}

/** Returns a path relative to the working directory, for people. */
function displayPath(cwd: string, path: string): string {
  return relative(cwd, path) || ".";
}
