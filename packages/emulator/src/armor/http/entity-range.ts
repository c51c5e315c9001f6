import type { ArmorSettings } from "../settings.js";
import type { ArmorContext } from "./context.js";
import { json } from "./json-response.js";

/** A range of list entries, counted from 0, with both ends included. */
interface EntityRange {
  readonly first: number;
  readonly last: number;
}

const pattern = /^entities=(\d+)-(\d+)(?:\s*;\s*max=(\d+))?$/;

/**
 * Responds with a list, or with the part of it that a header such as `Range: entities=0-10; max=10` requests. A part has at
 * most `max` entries, the status 206 and a `Content-Range` header. `X-Range` replaces `Range` where a proxy removes it.
 *
 * @param items - all entries, as JSON objects
 */
export function listResponse(c: ArmorContext, items: readonly object[], { rangeBeyondEnd }: ArmorSettings): Response {
  const range = parseRange(c.req.header("range") ?? c.req.header("x-range") ?? "");
  if (range === undefined || items.length === 0) return json(items);
  const part = items.slice(range.first, range.last + 1);
  if (part.length === 0) return beyondEnd(rangeBeyondEnd, items.length);
  if (part.length === items.length) return json(items);
  const last = range.first + part.length - 1;
  return json(part, 206, { "Content-Range": `entities ${range.first}-${last}/${items.length}` });
}

/** Parses a range; undefined for an invalid one, which HTTP tells servers to ignore (RFC 9110, 14.2). */
function parseRange(header: string): EntityRange | undefined {
  const [match, first, end, max = "Infinity"] = pattern.exec(header.trim()) ?? [];
  if (match === undefined || Number(end) < Number(first) || Number(max) === 0) return undefined;
  return { first: Number(first), last: Math.min(Number(end), Number(first) + Number(max) - 1) };
}

function beyondEnd(status: 416 | 200, total: number): Response {
  return status === 200 ? json([]) : json([], 416, { "Content-Range": `entities */${total}` });
}
