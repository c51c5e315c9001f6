import type { Transport } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { nodeTransport } from "@org/http-core/node";
import { readCaBundle, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { problemReason } from "../../files/system-error.js";
import { addHint } from "../errors/added-hints.js";
import type { Io } from "../io.js";
import { effectiveCaBundle, type EffectiveCaBundle } from "../options/effective-ca-bundle.js";
import type { GlobalOptions } from "../options/global-options.js";

/**
 * Makes the transport of a command line, with its proxy, its certificate authorities, or without certificate checks.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the file of certificate authorities
 */
export function createTransport(globals: GlobalOptions, env: Io["env"]): Transport {
  const { proxy, insecure } = globals;
  const bundle = effectiveCaBundle(globals, env);
  const ca = bundle === undefined ? undefined : readAuthorities(bundle);
  return nodeTransport({ insecure, ...omitUndefined({ proxy, ca }) });
}

function readAuthorities({ path, source }: EffectiveCaBundle): string {
  if (path.includes("-----BEGIN")) {
    const fix = "write that into a file, and give its path";
    throw authoritiesError("CONFIG_INVALID", `${source} must be the path of a PEM file, and holds PEM text: ${fix}`);
  }
  const option = `${source} ${JSON.stringify(path)}`;
  const toError = (problem: FileProblem): VigilesError => {
    if (problem.kind === "unreadable") {
      return authoritiesError("CONFIG_UNREADABLE", `Cannot read ${option}: ${problemReason(problem)}`);
    }
    return authoritiesError("CONFIG_INVALID", `Cannot use ${option}: ${problem.reason}`);
  };
  return readCaBundle(path, { toError });
}

/** The hint for the code is about the dashboard config. */
function authoritiesError(code: "CONFIG_UNREADABLE" | "CONFIG_INVALID", message: string): VigilesError {
  const error = new VigilesError(code, message);
  addHint(error, "give the PEM file of your company's certificate authority, or leave the setting out");
  return error;
}
