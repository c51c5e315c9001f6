import { statSync } from "node:fs";
import type { Logger } from "@org/http-core";
import { readKeyFile, type KeyFile } from "@org/linuxlink-auth";
import type { CommandContext } from "../../context/command-context.js";
import { effectiveProxy } from "../../options/effective-proxy.js";
import { fail, ok, skip, warn, type CheckResult } from "./check.js";

/**
 * Checks what needs no network: the key file and its permissions, the dashboard config, the edition, the proxy.
 *
 * @param context - of the command
 */
export async function localChecks(context: CommandContext): Promise<CheckResult[]> {
  const keyFile = checkKeyFile(context);
  const proxy = checkProxy(context);
  if (keyFile.status !== "fail") return [keyFile, ...(await checkConfiguration(context)), proxy];
  return [keyFile, skip("dashboard config", "no key file"), skip("edition", "no key file"), proxy];
}

function checkProxy({ globals, io }: CommandContext): CheckResult {
  const { value, source } = effectiveProxy(globals, io.env);
  return ok("proxy", value === null ? "none" : `${value} (${source})`);
}

function checkKeyFile({ globals, io }: CommandContext): CheckResult {
  const name = "key file";
  if (isPipe(globals.keyFile)) return ok(name, "a pipe, which can be read once");
  const warnings: string[] = [];
  const ignore = (): void => {};
  const logger: Logger = { debug: ignore, info: ignore, error: ignore, warn: (text) => void warnings.push(text) };
  let file: KeyFile;
  try {
    file = readKeyFile(globals.keyFile, { env: io.env, logger });
  } catch (error) {
    return fail(name, error);
  }
  if (warnings.length > 0) return warn(name, warnings.join("; "), `chmod 600 ${JSON.stringify(file.path)}`);
  return ok(name, `${file.path}, for ${file.email}`);
}

/** The client needs what a pipe holds. */
function isPipe(path: string | undefined): boolean {
  return path === "-" || (path !== undefined && (statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false));
}

async function checkConfiguration({ client, globals }: CommandContext): Promise<CheckResult[]> {
  try {
    await client.configure();
  } catch (error) {
    return [fail("dashboard config", error), skip("edition", "no configuration")];
  }
  const { edition = "", url = "", groupToken, productToken } = client.currentConfig;
  const target = groupToken ?? productToken;
  const detail = target === undefined ? "none: uploads go to the private workspace" : `uploads go to ${target}`;
  const source = globals.edition === undefined ? "detected" : "as configured";
  return [ok("dashboard config", detail), ok("edition", `${edition} (${source}), at ${url}`)];
}
