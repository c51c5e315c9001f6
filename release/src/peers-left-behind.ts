import type { Manifest } from "./packages.ts";

/** What a changeset says about one package. */
export interface Bump {
  readonly name: string;
  readonly type: string;
}

/**
 * Lists packages whose peer gets a major version while they don't get one themselves. Their users must update the peer too, so for them
 * the change is major. The release tool only updates the range.
 *
 * @param bumps - of all unreleased changesets
 * @param manifests - of all published packages
 * @returns one line for each
 */
export function peersLeftBehind(bumps: readonly Bump[], manifests: readonly Manifest[]): readonly string[] {
  const majors = new Set(bumps.filter(({ type }) => type === "major").map(({ name }) => name));
  return manifests
    .filter(({ name }) => !majors.has(name))
    .flatMap(({ name, peerDependencies }) =>
      Object.keys(peerDependencies ?? {})
        .filter((peer) => majors.has(peer))
        .map((peer) => `"${name}": major (its peer ${peer} has a major change)`),
    );
}
