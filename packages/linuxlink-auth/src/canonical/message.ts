import type { Body } from "@org/http-core";
import { compareCodePoints } from "../python-format/code-point-order.js";
import type { CanonicalParam } from "./params.js";

/** Values up to this many characters are joined with the text around them; a longer value would be copied. */
const maxJoinedLength = 4_096;

/** Part of a message: text, or a body whose bytes are put in that place. */
export type MessagePiece = string | Body;

/**
 * Builds the message that is signed, in pieces, so that a long value is never copied: method, resource, then
 * `name=value` pairs joined by `&` and sorted by name. Nothing is escaped, and nothing separates these three parts.
 *
 * @param method - in upper case
 * @param resource - the caller's text, unchanged
 * @param sortedParams - from {@link sortByName}
 */
export function messagePieces(
  method: string,
  resource: string,
  sortedParams: readonly CanonicalParam[],
): readonly MessagePiece[] {
  const pieces: MessagePiece[] = [];
  let text = method + resource;
  let separator = "";
  for (const { name, signedValues } of sortedParams) {
    for (const value of signedValues) {
      text += `${separator}${name}=`;
      separator = "&";
      if (typeof value === "string" && value.length <= maxJoinedLength) {
        text += value;
      } else {
        pieces.push(text, value);
        text = "";
      }
    }
  }
  if (text !== "") pieces.push(text);
  return pieces;
}

/** Returns the parameters sorted by name, by code point. */
export function sortByName(params: readonly CanonicalParam[]): readonly CanonicalParam[] {
  return params.toSorted(compareNames);
}

function compareNames(one: CanonicalParam, other: CanonicalParam): number {
  return compareCodePoints(one.name, other.name);
}
