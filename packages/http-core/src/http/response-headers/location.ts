import { encodeUtf8 } from "../../util/platform/bytes.js";

/** Characters that a URL in a header must not contain, and that browsers encode: a space, and all above ASCII. */
const unencoded = /[ \u0080-\u{10ffff}]/gu;

/**
 * Encodes the value of `Location` as a URL of ASCII. Servers put spaces and UTF-8 there as they are. Headers arrive as one
 * character for each byte, so each byte above ASCII is encoded by itself; that gives the encoding of the UTF-8 text. A
 * client library that has decoded UTF-8 already gives characters above 255, which are encoded as UTF-8.
 *
 * @param value - of the header
 */
export function encodeLocation(value: string): string {
  return value.replace(unencoded, (character) =>
    character <= "\u00ff"
      ? percentEncode(character.charCodeAt(0))
      : [...encodeUtf8(character)].map(percentEncode).join(""),
  );
}

function percentEncode(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
