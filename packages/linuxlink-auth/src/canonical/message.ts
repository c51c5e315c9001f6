import type { Body } from "@org/http-core";
import { compareCodePoints } from "../python/code-point-order.js";
import type { CanonicalParam } from "./params.js";

/** Values up to this length are joined with what is around them; a longer one would be copied for it. */
const longestJoined = 4_096;

/** Part of a message: text, or a body whose bytes stand there. */
export type MessagePiece = string | Body;

/**
 * The message that is signed, in pieces of which none is a copy of a long value: method, resource, then `name=value` pairs joined by
 * `&`, sorted by name. Nothing is escaped and nothing separates the first three parts.
 *
 * @param method - upper case
 * @param resource - exactly as the caller gave it
 * @param params - from {@link canonicalParams}
 */
export function messagePieces(
  method: string,
  resource: string,
  params: readonly CanonicalParam[],
): readonly MessagePiece[] {
  const pieces: MessagePiece[] = [];
  let text = method + resource;
  let separator = "";
  for (const { name, signedValues } of sortedByName(params)) {
    for (const value of signedValues) {
      text += `${separator}${name}=`;
      separator = "&";
      if (typeof value === "string" && value.length <= longestJoined) {
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
export function sortedByName(params: readonly CanonicalParam[]): readonly CanonicalParam[] {
  return params.toSorted((one, other) => compareCodePoints(one.name, other.name));
}
