import { BodyError, InputError } from "../../errors.js";
import { copyOwn, memberOf, mergeDefined } from "../../util/own-members.js";
import type { Body } from "./body.js";
import { encodeUtf8 } from "../../util/platform/bytes.js";

/**
 * Makes a body of bytes.
 *
 * @param bytes - used without a copy
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
  return bytesBody(encodeUtf8(text), contentType);
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

/** Makes a body of a stream. It can be sent once, so the request is never retried. */
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
 * Returns true for a body that a caller has made.
 *
 * @param value - of any type
 */
export function isBody(value: unknown): value is Body {
  if (typeof value !== "object" || value === null) return false;
  const read = (name: keyof Body): unknown => memberOf(value as Partial<Body>, name);
  return typeof read("open") === "function" && typeof read("replayable") === "boolean";
}

/** Copies the members of a body that a caller made, perhaps by a class, so that they are read without those of `Object.prototype`. */
export function ownBody(body: Body): Body {
  const optional = {
    contentType: memberOf(body, "contentType"),
    length: memberOf(body, "length"),
    fileName: memberOf(body, "fileName"),
    fields: memberOf(body, "fields"),
    parts: memberOf(body, "parts"),
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
