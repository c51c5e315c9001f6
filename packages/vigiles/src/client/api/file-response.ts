import { VigilesError } from "../../errors.js";

/** First bytes of formats that have a fixed beginning. */
const beginnings: Readonly<Record<string, string>> = { pdf: "%PDF-", pdfsummary: "%PDF-", xlsx: "PK" };

/** Of a file, what tells its format. */
const tellingBytes = 256;

/**
 * A downloaded file as it came, once its beginning fits what was asked for. An error page that a proxy or portal
 * answers with status 200 is told apart here, before it is saved under the name of a report.
 *
 * @param bytes - the answer's body
 * @param format - what was asked for, where it is known
 * @throws VigilesError `ANSWER_INVALID`
 */
export function checkFileAnswer(bytes: Uint8Array, format?: string): Uint8Array {
  if (bytes.byteLength === 0) throw invalid("an empty file");
  checkFirst(bytes, format);
  return bytes;
}

/** The same while it comes: the first bytes are held back until they are told. */
export async function* checkBeginning(
  chunks: AsyncIterable<Uint8Array>,
  format?: string,
): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (held !== undefined) {
      held = Buffer.concat([held, chunk]);
      if (held.byteLength < tellingBytes) continue;
    }
    yield held === undefined ? chunk : checkFileAnswer(held, format);
    held = undefined;
  }
  if (held !== undefined) yield checkFileAnswer(held, format);
}

function checkFirst(bytes: Uint8Array, format: string | undefined): void {
  const beginning = Buffer.from(bytes.subarray(0, tellingBytes)).toString("latin1");
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html)\b/i.test(beginning)) throw invalid("an HTML page");
  const expected = format === undefined ? undefined : beginnings[format];
  if (expected !== undefined && !beginning.startsWith(expected)) throw invalid(`something that is not ${format}`);
}

function invalid(what: string): VigilesError {
  return new VigilesError("ANSWER_INVALID", `The server answered with ${what} instead of the file; check the URL`);
}
