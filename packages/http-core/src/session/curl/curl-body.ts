import type { Body, BodyPart } from "../../http/request-body/body.js";
import { quoteForShell } from "./quote-for-shell.js";
import { concatBytes } from "../../util/platform/bytes.js";

/**
 * Masks the secrets in a text.
 *
 * @param text - of a body, or of a part of it
 * @param field - the name of the part
 */
export type MaskText = (text: string, field?: string) => string;

/** A body as options of curl. */
export interface CurlBody {
  /** The options, quoted. */
  readonly options: readonly string[];
  /** Names of the headers that curl makes for these options. */
  readonly ownHeaders: readonly string[];
}

/** Longer texts are read from standard input: a shell limits the length of a line. */
const maxTextBytes = 65_536;

/**
 * Writes a body as options of curl: text as it is, a file by its name, and everything else from standard input.
 *
 * @param body - of the request; `undefined` if there is none
 * @param maskText - masks secrets
 */
export async function curlBody(body: Body | undefined, maskText: MaskText): Promise<CurlBody> {
  if (body === undefined) return { options: [], ownHeaders: [] };
  if (body.parts !== undefined) {
    const options = await Promise.all(body.parts.map((part) => formOption(part, maskText)));
    return { options, ownHeaders: ["content-type"] };
  }
  const text = await readText(body);
  const option =
    text === undefined
      ? `--data-binary ${quoteForShell(`@${body.fileName ?? "-"}`)}`
      : `--data-raw ${quoteForShell(maskText(text))}`;
  return { options: [option], ownHeaders: [] };
}

async function formOption({ name, fileName, contentType, value }: BodyPart, maskText: MaskText): Promise<string> {
  const text = typeof value === "string" ? value : fileName === undefined ? await readText(value) : undefined;
  if (text !== undefined && contentType === undefined) {
    return `--form-string ${quoteForShell(`${name}=${maskText(text, name)}`)}`;
  }
  const content = text === undefined ? `@${quoteForCurl(fileName ?? "-")}` : quoteForCurl(maskText(text, name));
  const type = contentType === undefined ? "" : `;type=${contentType}`;
  return `--form ${quoteForShell(`${name}=${content}${type}`)}`;
}

/** Reads a short text that can be read again. Anything else is `undefined`: bytes that are not text can't be an argument. */
async function readText(body: Body): Promise<string | undefined> {
  const isShort = body.replayable && body.length !== undefined && body.length <= maxTextBytes;
  if (!isShort || body.fileName !== undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(concatBytes(chunks));
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Within the value of `--form`, quotes keep commas and semicolons from having a meaning. */
function quoteForCurl(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}
