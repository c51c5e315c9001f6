import type { Logger } from "@org/http-core";
import { readKeyFile, type KeyFile } from "@org/linuxlink-auth";
import type { CommandContext } from "../../context/command-context.js";
import { proxySetting } from "../../options/effective-proxy.js";
import { fail, ok, skip, warn, type Finding } from "./check.js";

/**
 * Checks what needs no network: the key file and its mode, the dashboard config, the edition, the proxy.
 *
 * @param context - of the command
 */
export async function localChecks(context: CommandContext): Promise<Finding[]> {
  const { globals, io } = context;
  const key = keyFileCheck(context);
  const { value, source } = proxySetting(globals, io.env);
  const proxy = value === null ? ok("proxy", "none") : ok("proxy", `${value} (${source})`);
  if (key.status === "fail")
    return [key, skip("dashboard config", "no key file"), skip("edition", "no key file"), proxy];
  return [key, ...(await configurationChecks(context)), proxy];
}

function keyFileCheck({ globals, io }: CommandContext): Finding {
  const name = "key file";
  const warnings: string[] = [];
  const nothing = (): void => {};
  const logger: Logger = { debug: nothing, info: nothing, error: nothing, warn: (text) => void warnings.push(text) };
  let file: KeyFile;
  try {
    file = readKeyFile(globals.keyFile, { env: io.env, logger });
  } catch (error) {
    return fail(name, error);
  }
  if (warnings.length > 0) return warn(name, warnings.join("; "), `chmod 600 ${JSON.stringify(file.path)}`);
  return ok(name, `${file.path}, for ${file.email}`);
}

async function configurationChecks({ client, globals }: CommandContext): Promise<Finding[]> {
  try {
    await client.configure();
  } catch (error) {
    return [fail("dashboard config", error), skip("edition", "no configuration")];
  }
  const { edition = "", url = "", groupToken, productToken } = client.currentConfig;
  const place = groupToken ?? productToken;
  const detail = place === undefined ? "none: uploads go to the private workspace" : `uploads go to ${place}`;
  const source = globals.edition === undefined ? "found out" : "as given";
  return [ok("dashboard config", detail), ok("edition", `${edition} (${source}), at ${url}`)];
}
