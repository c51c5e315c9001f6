import type { Progress } from "@org/http-core";

/** In characters. */
const barWidth = 24;

/**
 * Shows how much of a transfer is done: a bar and a percentage if its size is known, otherwise the bytes so far.
 *
 * @param progress - bytes so far, and in all
 * @returns for example `████████████░░░░░░░░░░░░  50 % of 2.0 MB`
 */
export function progressText({ bytes, totalBytes }: Progress): string {
  if (totalBytes === undefined || totalBytes === 0) return sizeText(bytes);
  const share = Math.min(1, bytes / totalBytes);
  const full = Math.floor(share * barWidth);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)} ${percent} % of ${sizeText(totalBytes)}`;
}

/**
 * Writes a number of bytes with its unit.
 *
 * @param bytes - 0 or more
 * @returns for example `2.0 MB`
 */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}
