import { InputError } from "../../errors.js";
import { pairsOf } from "../../authoring/pairs.js";
import { copyOwn } from "../../util/own-members.js";
import { quoteName } from "../../util/names/quote-name.js";
import type { Body, FormFields, FormValue } from "./body.js";
import { isBody } from "./create-body.js";
import { encodeUtf8 } from "../../util/platform/bytes.js";

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
    `Form field ${quoteName(name)} must be text, a finite number, a boolean or a Body; files are sent by multipartBody`,
  );
}

/** Encodes a form as `application/x-www-form-urlencoded` (URL Standard, section 5.2). */
async function* encodeForm(pairs: readonly (readonly [string, string | Body])[]): AsyncIterable<Uint8Array> {
  let separator = "";
  for (const [name, value] of pairs) {
    const front = new URLSearchParams([[name, ""]]).toString();
    yield encodeUtf8(separator + front);
    separator = "&";
    if (typeof value === "string") yield encodeUtf8(encodeText(value));
    else for await (const chunk of value.open()) yield encodeUtf8(encodeBytes(chunk));
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
