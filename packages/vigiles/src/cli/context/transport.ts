import type { Transport } from "@org/http-core";
import { nodeTransport } from "@org/http-core/node";
import { readCaBundle, type FileProblem } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { problemReason } from "../../files/system-error.js";
import type { GlobalOptions } from "../options/global-options.js";

/**
 * The transport that the command line asks for: its proxy, its authorities, or no checks at all.
 *
 * @param globals - options of the command line
 * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the authorities, named as the user named them
 */
export async function transportOf({ proxy, insecure, caBundle }: GlobalOptions): Promise<Transport> {
  return nodeTransport({
    insecure,
    ...(proxy === undefined ? {} : { proxy }),
    ...(caBundle === undefined ? {} : { ca: readAuthorities(caBundle) }),
  });
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
