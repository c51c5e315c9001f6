import { decompress } from "@org/http-core";
import { Readable } from "node:stream";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { isToken } from "../../validation/tokens.js";

/** As large as a response may be. */
const maxBytes = 256 * 1024 * 1024;

/**
 * Unpacks the file that the response to an upload with `exportFormat` holds: gzip in base64.
 *
 * @param result - the response
 * @throws VigilesError `RESPONSE_INVALID`; the message has the token of the SBOM, which has been uploaded
 */
export async function exportedReport(result: ScanResult): Promise<Uint8Array> {
  const { exported_report: encoded } = result;
  if (typeof encoded !== "string" || encoded === "") throw invalid(result, "has no exported report");
  try {
    return await unpack(Buffer.from(encoded, "base64"));
  } catch (cause) {
    throw invalid(result, "has an exported report that can't be unpacked", cause);
  }
}

async function unpack(compressed: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of decompress(Readable.from([compressed]), "gzip")) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new RangeError(`The report has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function invalid({ manifest_token: token }: ScanResult, fault: string, cause?: unknown): VigilesError {
  const uploaded = isToken(token) ? ` as ${JSON.stringify(token)}` : "";
  const message = `The SBOM was uploaded${uploaded}, but the response ${fault}; download the report instead`;
  return new VigilesError("RESPONSE_INVALID", message, { cause });
}
