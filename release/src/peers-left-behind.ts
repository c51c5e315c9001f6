import type { Manifest } from "./packages.ts";

/** What a changeset says about one package. */
export interface Bump {
  readonly name: string;
  readonly type: string;
}

/**
 * Packages that take a peer whose major version changes, without a major change of their own. For their users it is one: they have to
 * update the peer as well. The release tool only sees to the range.
 *
 * @param bumps - of all changesets that wait for the next release
 * @param manifests - of all packages
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
