import { BodyError, InputError } from "../../errors.js";
import { copyOwn, memberOf, mergeDefined } from "../../util/own-members.js";
import { quoteName } from "../../util/quote-name.js";
import { pairsOf } from "../../authoring/pairs.js";
import type { Body, BodyInput, BodyOptions, FormFields, FormValue } from "./body.js";

/**
 * Makes a body of bytes.
 *
 * @param bytes - taken over, not copied
 * @param contentType - sent as `Content-Type`; default none
 */
export function bytesBody(bytes: Uint8Array, contentType?: string): Body {
  return copyOwn({
    ...(contentType === undefined ? {} : { contentType }),
    length: bytes.byteLength,
    replayable: true,
    async *open() {
      if (bytes.byteLength > 0) yield bytes;
    },
  });
}

/**
 * Makes a body of text, sent as UTF-8.
 *
 * @param text - to be sent
 * @param contentType - sent as `Content-Type`; default `text/plain;charset=UTF-8`
 */
export function textBody(text: string, contentType = "text/plain;charset=UTF-8"): Body {
  return bytesBody(Buffer.from(text, "utf8"), contentType);
}

/**
 * Makes a body of a value as JSON.
 *
 * @param value - anything that `JSON.stringify` takes
 * @throws InputError `BODY_INVALID` for a value that JSON can't express
 */
export function jsonBody(value: unknown): Body {
  return textBody(stringify(value), "application/json");
}

/** Makes a body of a stream. It can be sent once, so the request is never repeated. */
export function streamBody(stream: AsyncIterable<Uint8Array>): Body {
  let opened = false;
  return copyOwn({
    replayable: false,
    open() {
      if (opened)
        throw new BodyError(
          "BODY_NOT_REPLAYABLE",
          "The stream was sent already; pass a function that opens a new stream instead",
        );
      opened = true;
      return stream;
    },
  });
}

/**
 * Makes a body that opens a new stream for each attempt.
 *
 * @param open - returns the bytes from the start, each time it is called
 */
export function factoryBody(open: () => AsyncIterable<Uint8Array>): Body {
  return copyOwn({ replayable: true, open });
}

/**
 * Makes a form body. It is encoded after the scheme has read its fields.
 *
 * @throws InputError `BODY_INVALID` for a value that is not text, a finite number, a boolean or a body
 */
export function formBody(fields: FormFields): Body {
  const pairs = formPairs(fields);
  return copyOwn({
    contentType: "application/x-www-form-urlencoded",
    replayable: pairs.every(([, value]) => typeof value === "string" || value.replayable),
    fields: pairs,
    open: () => encodeForm(pairs),
  });
}

/**
 * Makes the body of a call from its options.
 *
 * @returns `undefined` if the options have no body
 * @throws InputError `BODY_INVALID`
 */
export function bodyOf(options: BodyOptions): Body | undefined {
  if (options.json !== undefined) return jsonBody(options.json);
  if (options.form !== undefined) return formBody(options.form);
  return options.body === undefined ? undefined : toBody(options.body);
}

/** Returns true for what can be sent as the body of a request. */
export function isBodyInput(value: unknown): value is BodyInput {
  const isStream = typeof value === "object" && value !== null && Symbol.asyncIterator in value;
  return (
    typeof value === "string" || value instanceof Uint8Array || typeof value === "function" || isStream || isBody(value)
  );
}

function toBody(input: BodyInput): Body {
  if (typeof input === "string") return textBody(input);
  if (input instanceof Uint8Array) return bytesBody(input);
  if (typeof input === "function") return factoryBody(input);
  return isBody(input) ? ownBody(input) : streamBody(input);
}

function isBody(value: unknown): value is Body {
  if (typeof value !== "object" || value === null) return false;
  const read = (name: keyof Body): unknown => memberOf(value as Partial<Body>, name);
  return typeof read("open") === "function" && typeof read("replayable") === "boolean";
}

/** Copies the members of a body that a caller made, perhaps by a class, so that they are read without those of `Object.prototype`. */
export function ownBody(body: Body): Body {
  const optional = {
    contentType: memberOf(body, "contentType"),
    length: memberOf(body, "length"),
    fields: memberOf(body, "fields"),
    openReusing: memberOf(body, "openReusing")?.bind(body),
  };
  return mergeDefined({ replayable: body.replayable, open: () => body.open() }, optional) as Body;
}

function stringify(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  if (text === undefined) throw new InputError("BODY_INVALID", "json must be a value that JSON can express");
  return text;
}

function formPairs(fields: FormFields): readonly (readonly [string, string | Body])[] {
  return pairsOf<FormValue | readonly FormValue[]>("form", fields).flatMap(([name, value]) => {
    const values: readonly FormValue[] = Array.isArray(value) ? value : [value as FormValue];
    return values.flatMap((item) =>
      item === null || item === undefined ? [] : [[name, formValue(name, item)] as const],
    );
  });
}

function formValue(name: string, value: NonNullable<FormValue>): string | Body {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (isBody(value)) return value;
  throw new InputError(
    "BODY_INVALID",
    `Form field ${quoteName(name)} must be text, a finite number, a boolean or a Body`,
  );
}

/** Encodes a form as `application/x-www-form-urlencoded` (URL Standard, section 5.2). */
async function* encodeForm(pairs: readonly (readonly [string, string | Body])[]): AsyncIterable<Uint8Array> {
  let separator = "";
  for (const [name, value] of pairs) {
    const front = new URLSearchParams([[name, ""]]).toString();
    yield Buffer.from(separator + front);
    separator = "&";
    if (typeof value === "string") yield Buffer.from(encodeText(value));
    else for await (const chunk of value.open()) yield Buffer.from(encodeBytes(chunk));
  }
}

function encodeText(value: string): string {
  return new URLSearchParams([["", value]]).toString().slice(1);
}

function encodeBytes(chunk: Uint8Array): string {
  let text = "";
  for (const byte of chunk) text += byteText[byte] ?? "";
  return text;
}

const byteText: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9*\-._]/.test(character)) return character;
  return byte === 0x20 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});
