import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";

const unzip = promisify(gunzip);
const largestBytes = 512 * 1024 * 1024;

/**
 * The file that an upload with `exportFormat` brings along: gzip in base64.
 *
 * @param result - the upload's answer
 * @throws VigilesError `ANSWER_INVALID`; the SBOM has been uploaded all the same, and the message says where it is
 */
export async function exportedReport(result: ScanResult): Promise<Uint8Array> {
  const { exported_report: encoded } = result;
  if (typeof encoded !== "string" || encoded === "") throw invalid(result, "holds no exported report");
  try {
    return await unzip(Buffer.from(encoded, "base64"), { maxOutputLength: largestBytes });
  } catch (cause) {
    throw invalid(result, "holds an exported report that can't be unpacked", cause);
  }
}

function invalid({ manifest_token: token }: ScanResult, what: string, cause?: unknown): VigilesError {
  const message = `The SBOM was uploaded as ${JSON.stringify(token)}, but the answer ${what}; download the report instead`;
  return new VigilesError("ANSWER_INVALID", message, { cause });
}
