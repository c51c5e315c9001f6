import { readFile } from "node:fs/promises";
import type { Transport } from "@org/http-core";
import { nodeTransport } from "@org/http-core/node";
import { VigilesError } from "../../errors.js";
import { systemReason } from "../../files/system-error.js";
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
    ...(caBundle === undefined ? {} : { ca: await authorities(caBundle) }),
  });
}

async function authorities(path: string): Promise<string> {
  const shown = `--ca-bundle ${JSON.stringify(path)}`;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new VigilesError("CONFIG_UNREADABLE", `Cannot read ${shown}: ${systemReason(error)}`);
  });
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new VigilesError("CONFIG_INVALID", `${shown} holds no PEM certificate`);
}
