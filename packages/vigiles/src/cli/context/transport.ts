import type { Transport } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { nodeTransport } from "@org/http-core/node";
import { readCaBundle, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { problemReason } from "../../files/system-error.js";
import type { GlobalOptions } from "../options/global-options.js";

/**
 * Makes the transport of a command line, with its proxy, its certificate authorities, or without certificate checks.
 *
 * @param globals - options of the command line
 * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the file of `--ca-bundle`
 */
export function createTransport({ proxy, insecure, caBundle }: GlobalOptions): Transport {
  const ca = caBundle === undefined ? undefined : readAuthorities(caBundle);
  return nodeTransport({ insecure, ...omitUndefined({ proxy, ca }) });
}

function readAuthorities(path: string): string {
  const option = `--ca-bundle ${JSON.stringify(path)}`;
  const toError = (problem: FileProblem): VigilesError => {
    if (problem.kind === "unreadable") {
      return new VigilesError("CONFIG_UNREADABLE", `Cannot read ${option}: ${problemReason(problem)}`);
    }
    return new VigilesError("CONFIG_INVALID", `Cannot use ${option}: ${problem.reason}`);
  };
  return readCaBundle(path, { toError });
}
