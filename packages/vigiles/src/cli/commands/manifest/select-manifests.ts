import type { Manifest } from "../../../client/operations/manifests/manifest.js";

/** Values of `--sort`. */
export const sortOrders = ["name", "newest", "oldest"] as const;

/** Which SBOMs of a list are shown, and in which order. */
export interface Selection {
  /** Name in upper or lower case; `*` is any text. Default: every name. */
  readonly name?: string;
  /** Default: as the service sorts. */
  readonly sort?: (typeof sortOrders)[number];
  /** At most this many. Default: all. */
  readonly limit?: number;
}

type Compare = (one: Manifest, other: Manifest) => number;

const byDate: Compare = (one, other) => (one.upload_date ?? "").localeCompare(other.upload_date ?? "");
const comparers: Readonly<Record<(typeof sortOrders)[number], Compare>> = {
  name: (one, other) => one.manifest_name.localeCompare(other.manifest_name, "en", { numeric: true }),
  newest: (one, other) => byDate(other, one),
  oldest: byDate,
};

/**
 * Selects SBOMs of a list.
 *
 * @param manifests - as the service lists them; stays unchanged
 * @param selection - which of them, and in which order
 */
export function selectManifests(manifests: readonly Manifest[], { name, sort, limit }: Selection): Manifest[] {
  const named = manifests.filter((manifest) => name === undefined || matches(String(manifest.manifest_name), name));
  return (sort === undefined ? named : named.toSorted(comparers[sort])).slice(0, limit);
}

/** Compares piece by piece, since a regular expression with several `.*` can take very long. */
function matches(text: string, pattern: string): boolean {
  const lower = text.toLowerCase();
  const [first = "", ...others] = pattern.toLowerCase().split("*");
  const last = others.pop();
  if (last === undefined) return lower === first;
  let at = first.length;
  if (!lower.startsWith(first)) return false;
  for (const piece of others) {
    const found = lower.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return lower.length >= at + last.length && lower.endsWith(last);
}
