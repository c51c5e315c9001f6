import { VigilesError } from "../../errors.js";

/** The first bytes of formats that always begin with the same ones. */
const signatures: Readonly<Record<string, string>> = { pdf: "%PDF-", pdfsummary: "%PDF-", xlsx: "PK" };

/** How many bytes at the beginning of a file are enough to check its format. */
const checkedBytes = 256;

/**
 * Checks a downloaded file by its first bytes. Proxies and login portals send an error page with status 200; this keeps
 * it from being saved as a report.
 *
 * @param bytes - body of the response
 * @param format - the requested format, for example `pdf`; `undefined` if the service chose it
 * @returns the bytes
 * @throws VigilesError `RESPONSE_INVALID`
 */
export function checkFileResponse(bytes: Uint8Array, format?: string): Uint8Array {
  if (bytes.byteLength === 0) throw unexpected(format, "an empty file");
  const beginning = Buffer.from(bytes.subarray(0, checkedBytes)).toString("latin1");
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html)\b/i.test(beginning)) throw unexpected(format, "an HTML page");
  const signature = format === undefined ? undefined : signatures[format];
  if (signature !== undefined && !beginning.startsWith(signature)) throw unexpected(format, "another format");
  return bytes;
}

/**
 * Checks a file while it is received. The first 256 bytes are passed on together, after they have been checked.
 *
 * @param chunks - body of the response
 * @param format - the requested format; `undefined` if the service chose it
 * @throws VigilesError `RESPONSE_INVALID`
 */
export async function* checkFileStream(
  chunks: AsyncIterable<Uint8Array>,
  format?: string,
): AsyncGenerator<Uint8Array, void> {
  let beginning: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (beginning !== undefined) {
      beginning = Buffer.concat([beginning, chunk]);
      if (beginning.byteLength < checkedBytes) continue;
    }
    yield beginning === undefined ? chunk : checkFileResponse(beginning, format);
    beginning = undefined;
  }
  if (beginning !== undefined) yield checkFileResponse(beginning, format);
}

function unexpected(format: string | undefined, received: string): VigilesError {
  const expected = format === undefined ? "a file" : `a file of format ${format}`;
  return new VigilesError(
    "RESPONSE_INVALID",
    `Expected ${expected} from the server, received ${received}; check the URL`,
  );
}
