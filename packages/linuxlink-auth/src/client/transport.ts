import { gotTransport, type Transport } from "@org/http-core";
import { LinuxLinkError } from "../errors.js";
import { readSmallFile, SmallFileError } from "../files/small-file.js";
import type { LinuxLinkOptions } from "./types.js";

const mostPemBytes = 4_194_304;

/**
 * The transport that `verifyCert` asks for.
 *
 * @returns undefined where the caller brought one
 * @throws LinuxLinkError `OPTION_INVALID`
 */
export function ownTransport({ transport, verifyCert = true }: LinuxLinkOptions): Transport | undefined {
  if (transport !== undefined) {
    if (verifyCert !== true) refuse("belongs to the transport where one is given; configure it there");
    return undefined;
  }
  if (typeof verifyCert === "string") return gotTransport({ ca: authorities(verifyCert) });
  if (typeof verifyCert !== "boolean") refuse("must be true, false or the path of a PEM file");
  return gotTransport({ insecure: !verifyCert });
}

function authorities(path: string): string {
  try {
    const text = Buffer.from(readSmallFile(path, mostPemBytes).bytes).toString("utf8");
    return text.includes("-----BEGIN CERTIFICATE-----") ? text : refuse("names a file without a PEM certificate");
  } catch (error) {
    if (error instanceof SmallFileError) refuse(`names a file that can't be read: ${error.message}`);
    throw error;
  }
}

function refuse(why: string): never {
  throw new LinuxLinkError("OPTION_INVALID", `verifyCert ${why}`, { field: "verifyCert" });
}
