import { json } from "./json-response.js";
import type { ArmorContext } from "./context.js";
import type { ArmorSettings } from "../settings.js";

/** Zero-based; both ends are part of the range. */
interface EntityRange {
  readonly first: number;
  readonly last: number;
}

const pattern = /^entities=(\d+)-(\d+)(?:\s*;\s*max=(\d+))?$/;

/**
 * Answers with a list, or with the part of it that `Range: entities=0-10; max=10` asks for. The part is never longer than
 * `max`, and is announced by 206 and `Content-Range`. Intermediaries may drop `Range`, so `X-Range` says the same.
 *
 * @param items - every entry, already in the shape of the answer
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

/** What is no range of entities is ignored, as HTTP has it. */
function parseRange(header: string): EntityRange | undefined {
  const [match, first, end, max = "Infinity"] = pattern.exec(header.trim()) ?? [];
  if (match === undefined || Number(end) < Number(first) || Number(max) === 0) return undefined;
  return { first: Number(first), last: Math.min(Number(end), Number(first) + Number(max) - 1) };
}

function beyondEnd(status: 416 | 200, total: number): Response {
  return status === 200 ? json([]) : json([], 416, { "Content-Range": `entities */${total}` });
}
