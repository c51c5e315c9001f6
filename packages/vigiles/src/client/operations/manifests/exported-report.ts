import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";

const unzip = promisify(gunzip);
const maxBytes = 512 * 1024 * 1024;

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
    return await unzip(Buffer.from(encoded, "base64"), { maxOutputLength: maxBytes });
  } catch (cause) {
    throw invalid(result, "has an exported report that can't be unpacked", cause);
  }
}

function invalid({ manifest_token: token }: ScanResult, fault: string, cause?: unknown): VigilesError {
  const message = `The SBOM was uploaded as ${JSON.stringify(token)}, but the response ${fault}; download the report instead`;
  return new VigilesError("RESPONSE_INVALID", message, { cause });
}
