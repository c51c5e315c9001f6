import { gotTransport, InputError, type Transport } from "@org/http-core";
import { refuseOption } from "@org/http-core/authoring";
import { readCaBundle } from "../files/ca-bundle.js";
import type { FileProblem } from "../files/small-file.js";
import type { LinuxLinkOptions } from "./types.js";

/**
 * Creates the transport that `verifyCert` asks for.
 *
 * @returns undefined if the caller passed a transport
 * @throws InputError `OPTION_INVALID`
 */
export function createOwnTransport({ transport, verifyCert = true }: LinuxLinkOptions): Transport | undefined {
  if (transport !== undefined) {
    if (verifyCert !== true) refuseOption("verifyCert", "left out if a transport is given; configure the transport");
    return undefined;
  }
  if (typeof verifyCert === "string") return gotTransport({ ca: readCaBundle(verifyCert, { toError: bundleError }) });
  if (typeof verifyCert !== "boolean") refuseOption("verifyCert", "true, false or the path of a PEM file");
  return gotTransport({ insecure: !verifyCert });
}

function bundleError({ reason }: FileProblem): InputError {
  return new InputError("OPTION_INVALID", `Option verifyCert names a file that can't be used: ${reason}`);
}
