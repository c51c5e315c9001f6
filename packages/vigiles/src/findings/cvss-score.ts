import cvss from "ae-cvss-calculator";

/** Longer than every vector of CVSS 2 to 4. Longer texts are not parsed. */
const maxVectorLength = 400;

/**
 * Reads a CVSS base score.
 *
 * @param value - a number; or text that begins with a number, or is a vector of CVSS 2, 3.0, 3.1 or 4.0
 * @returns 0 to 10; `undefined` for anything else
 */
export function readScore(value: unknown): number | undefined {
  if (typeof value === "number") return inRange(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const [number] = /^\d{1,2}(?:[.,]\d+)?(?![\d.,])/.exec(text) ?? [];
  return number === undefined ? scoreOfVector(text) : inRange(Number(number.replace(",", ".")));
}

/** An incomplete vector has no base score. */
function scoreOfVector(text: string): number | undefined {
  if (!text.includes("AV:") || text.length > maxVectorLength) return undefined;
  return inRange(cvss.fromVector(text)?.calculateScores().base);
}

function inRange(score: number | undefined): number | undefined {
  return score !== undefined && score >= 0 && score <= 10 ? score : undefined;
}
