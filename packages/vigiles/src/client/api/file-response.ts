import { isRecord, parseJson } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { isRefusal, refusalError } from "./refusal.js";
import type { FileResponse } from "./api.js";

/** What a downloaded file should be. */
export interface ExpectedFile extends FileResponse {
  /** The requested format, for example `cyclonedx-vex`; `undefined` if the service chose it. */
  readonly format: string | undefined;
  /** The syntax of the format, for example `json`. Default: the format itself. */
  readonly syntax?: string | undefined;
}

/** How text or bytes of a syntax begin. */
const beginnings: Readonly<Record<string, RegExp>> = {
  pdf: /^%PDF-/,
  pdfsummary: /^%PDF-/,
  xlsx: /^PK/,
  csv: /^(?![{[<])/,
  json: /^[{[]/,
  xml: /^</,
};

/** An error body is smaller than this. Only so much of a file is kept in memory before it is passed on. */
const checkedBytes = 65_536;

/** Members that say how a request went. An object that has only these is not a file. */
const reportMembers = new Set(["success", "status", "status_code", "code", "message", "detail", "error", "errors"]);

/**
 * Checks a downloaded file by its content and its type. Proxies and login portals send an error page with status 200, and
 * the service an error in JSON; this keeps both from being saved as a report.
 *
 * @param bytes - body of the response
 * @param expected - what it should be
 * @returns the bytes
 * @throws VigilesError `RESPONSE_INVALID`, `SERVER_REFUSED`
 */
export function checkFileResponse(bytes: Uint8Array, expected: ExpectedFile): Uint8Array {
  const { format, syntax = format ?? "", contentType } = expected;
  if (bytes.byteLength === 0) throw unexpected(format, "an empty file");
  const text = textOf(bytes);
  if (isHtml(text) || /^(?:text\/html|application\/xhtml)/i.test(contentType ?? "")) {
    throw unexpected(format, "an HTML page");
  }
  const isWhole = bytes.byteLength < checkedBytes;
  if (isWhole) checkJson(parseJson(bytes), expected);
  const isJsonType = /^application\/(?:json|problem\+json)/i.test(contentType ?? "");
  if (isJsonType && ["pdf", "pdfsummary", "xlsx", "csv", "xml"].includes(syntax)) throw unexpected(format, "JSON");
  const isSyntax = Object.hasOwn(beginnings, syntax) ? (beginnings[syntax]?.test(text) ?? true) : true;
  const isCycloneDx = syntax !== "xml" || !format?.startsWith("cyclonedx") || /^<(?:\w+:)?bom\b/.test(text);
  if (!isSyntax || !isCycloneDx) throw unexpected(format, "another format");
  return bytes;
}

/**
 * Checks a file while it is received. Its first 64 KB are passed on together, after they have been checked.
 *
 * @param chunks - body of the response
 * @param expected - what it should be
 * @throws VigilesError `RESPONSE_INVALID`, `SERVER_REFUSED`
 */
export async function* checkFileStream(
  chunks: AsyncIterable<Uint8Array>,
  expected: ExpectedFile,
): AsyncGenerator<Uint8Array, void> {
  let beginning: Uint8Array[] | undefined = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    beginning?.push(chunk);
    if (beginning !== undefined && bytes < checkedBytes) continue;
    yield beginning === undefined ? chunk : checkFileResponse(Buffer.concat(beginning), expected);
    beginning = undefined;
  }
  if (beginning !== undefined) yield checkFileResponse(Buffer.concat(beginning), expected);
}

/** The beginning of a file as text, without a byte order mark, space, comments and the XML declaration. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = Buffer.from(bytes.subarray(0, checkedBytes)).toString(isUtf16 ? "utf16le" : "utf8");
  let rest = text.replace(/^\uFEFF/, "").trimStart();
  for (let end = endOfMarkup(rest); end > 0; end = endOfMarkup(rest)) rest = rest.slice(end).trimStart();
  return rest;
}

/** Where a comment or XML declaration at the beginning ends; 0 if there is none. */
function endOfMarkup(text: string): number {
  const mark = text.startsWith("<!--") ? "-->" : text.startsWith("<?") ? "?>" : undefined;
  const at = mark === undefined ? -1 : text.indexOf(mark);
  return mark === undefined || at < 0 ? 0 : at + mark.length;
}

function isHtml(text: string): boolean {
  return /^<(?:!doctype\s+html|html|head|body|title|center)\b/i.test(text);
}

function checkJson(value: unknown, { format, syntax, quote }: ExpectedFile): void {
  if (value === undefined && syntax === "json") throw unexpected(format, "broken JSON");
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    throw unexpected(format, "JSON without content");
  }
  if (!isRecord(value)) return;
  if (isRefusal(value) || Object.keys(value).every((name) => reportMembers.has(name))) {
    throw refusalError(value, quote, "sent no file");
  }
  if (format?.startsWith("cyclonedx") && value["bomFormat"] !== "CycloneDX") throw unexpected(format, "other JSON");
}

function unexpected(format: string | undefined, received: string): VigilesError {
  const expected = format === undefined ? "a file" : `a file of format ${format}`;
  return new VigilesError(
    "RESPONSE_INVALID",
    `Expected ${expected} from the server, received ${received}; check the URL`,
  );
}
