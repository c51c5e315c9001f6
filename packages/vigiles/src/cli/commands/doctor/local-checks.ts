import { statSync } from "node:fs";
import { isHttpCoreError, type Logger } from "@org/http-core";
import { isLinuxLinkError, readKeyFile, type KeyFile } from "@org/linuxlink-auth";
import { checkDefaultAccount } from "../../../client/configuration/account.js";
import { findVariable } from "../../../client/configuration/variables.js";
import { isVigilesError } from "../../../errors.js";
import { findFlag } from "../../options/global-options.js";
import { invalidUrlAdviceOf, urlSourceOf } from "../../advice/url-advice.js";
import type { CommandContext } from "../../context/command-context.js";
import { fail, ok, skip, warn, type CheckResult } from "./check.js";
import { doctorLimits } from "./doctor-limits.js";

/**
 * Checks what needs no network: the key file and its permissions, the dashboard config, the edition, the server's URL.
 *
 * @param context - of the command
 */
export async function localChecks(context: CommandContext): Promise<CheckResult[]> {
  const keyFile = checkKeyFile(context);
  if (keyFile.status === "fail") return withoutKeyFile(keyFile);
  const configured = await configure(context);
  const isAboutAccount = isLinuxLinkError(configured) && accountCodes.test(configured.code);
  if (isAboutAccount) return withoutKeyFile(fail("key file", configured));
  return [keyFile, ...checkConfiguration(context, configured)];
}

/** Of errors that a key file or the variables of an account cause. */
const accountCodes = /^(?:KEY_FILE|CREDENTIALS)_/;

function withoutKeyFile(keyFile: CheckResult): CheckResult[] {
  return [keyFile, ...["dashboard config", "edition", "URL"].map((name) => skip(name, "no key file"))];
}

/** Reads all files. Returns the error if that fails. */
async function configure(context: CommandContext): Promise<unknown> {
  try {
    await context.client.configure(doctorLimits(context));
    return undefined;
  } catch (error) {
    return error;
  }
}

function checkKeyFile({ command, globals, io }: CommandContext): CheckResult {
  const name = "key file";
  if (findFlag(command, "keyFile") === undefined && hasVariables(io.env)) {
    return ok(name, "none: VIGILES_EMAIL and VIGILES_KEY are used");
  }
  if (isPipe(globals.keyFile)) return ok(name, "a pipe, which can be read once");
  const warnings: string[] = [];
  const ignore = (): void => {};
  const logger: Logger = { debug: ignore, info: ignore, error: ignore, warn: (text) => void warnings.push(text) };
  let file: KeyFile;
  try {
    if (globals.keyFile === undefined) checkDefaultAccount(io.env);
    file = readKeyFile(globals.keyFile, { env: io.env, logger });
  } catch (error) {
    return fail(name, error);
  }
  if (warnings.length > 0) return warn(name, warnings.join("; "), `chmod 600 ${JSON.stringify(file.path)}`);
  return ok(name, `${file.path}, for ${file.email}`);
}

/** The client checks whether both are set. */
function hasVariables(env: CommandContext["io"]["env"]): boolean {
  return findVariable(env, "email") !== undefined || findVariable(env, "key") !== undefined;
}

/** The client needs what a pipe holds. */
function isPipe(path: string | undefined): boolean {
  return path === "-" || (path !== undefined && (statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false));
}

function checkConfiguration(context: CommandContext, error: unknown): CheckResult[] {
  const [config, editionName, urlName] = ["dashboard config", "edition", "URL"] as const;
  if (isVigilesError(error)) {
    return [fail(config, error), skip(editionName, "no configuration"), skip(urlName, "no configuration")];
  }
  if (isHttpCoreError(error) && urlCodes.has(error.code)) {
    const fix = invalidUrlAdviceOf(context) ?? `correct it: it comes from ${urlSourceOf(context)}`;
    return [skip(config, "no server"), skip(editionName, "no server"), fail(urlName, error, fix)];
  }
  if (error !== undefined) return [skip(config, "no edition"), fail(editionName, error), skip(urlName, "no edition")];
  const { edition = "", url = "", groupToken, productToken } = context.client.currentConfig;
  const target = groupToken ?? productToken;
  const detail = target === undefined ? "none: uploads go to the private workspace" : `uploads go to ${target}`;
  const source = context.globals.edition === undefined ? "detected" : "as configured";
  return [
    ok(config, detail),
    ok(editionName, `${edition} (${source})`),
    ok(urlName, `${url}, from ${urlSourceOf(context)}`),
  ];
}

const urlCodes: ReadonlySet<string> = new Set(["SERVER_URL_INVALID", "URL_INVALID", "URL_NOT_ALLOWED"]);
