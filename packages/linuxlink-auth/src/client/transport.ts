import { gotTransport, InputError, type Transport } from "@org/http-core";
import { refuseOption } from "@org/http-core/authoring";
import { readCaBundle } from "../files/ca-bundle.js";
import { resolveHome } from "../files/home-path.js";
import type { FileProblem } from "../files/small-file.js";
import type { LinuxLinkOptions } from "./types.js";

/**
 * Creates the transport that `verifyCert` asks for.
 *
 * @returns undefined if the caller passed a transport
 * @throws InputError `OPTION_INVALID`
 */
export function createOwnTransport({
  transport,
  verifyCert = true,
  env = process.env,
}: LinuxLinkOptions): Transport | undefined {
  if (transport !== undefined) {
    if (verifyCert !== true) refuseOption("verifyCert", "left out if a transport is given; configure the transport");
    return undefined;
  }
  if (typeof verifyCert === "string") {
    const path = resolveHome(verifyCert, env) ?? verifyCert;
    return gotTransport({ ca: readCaBundle(path, { toError: bundleError }) });
  }
  if (typeof verifyCert !== "boolean") refuseOption("verifyCert", "true, false or the path of a PEM file");
  return gotTransport({ insecure: !verifyCert });
}

function bundleError({ reason }: FileProblem): InputError {
  return new InputError("OPTION_INVALID", `Option verifyCert names a file that can't be used: ${reason}`);
}
