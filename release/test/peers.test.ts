import { readChangesets } from "@changesets/read";
import { describe, expect, it } from "vitest";
import { publicPackages, repository, type Manifest } from "../src/packages.ts";
import { peersLeftBehind } from "../src/peers-left-behind.ts";

const core: Manifest = { name: "core", version: "1.0.0" };
const scheme: Manifest = { name: "scheme", version: "1.0.0", peerDependencies: { core: "workspace:^" } };
const command: Manifest = { name: "command", version: "1.0.0", dependencies: { core: "workspace:^" } };

describe("a major change of a peer", () => {
  it.each([
    {
      title: "requires a major change of each package with that peer",
      types: { core: "major" },
      lines: [/^"scheme": major .*core/],
    },
    { title: "is not satisfied by a smaller change", types: { core: "major", scheme: "minor" }, lines: [/"scheme"/] },
    { title: "is satisfied by a major change", types: { core: "major", scheme: "major" }, lines: [] },
  ])("$title", ({ types, lines }) => {
    const bumps = Object.entries(types).map(([name, type]) => ({ name, type }));
    const found = peersLeftBehind(bumps, [core, scheme, command]);
    expect(found).toEqual(lines.map((line) => expect.stringMatching(line) as string));
  });

  it.each(["minor", "patch"])("is not required by a smaller change: %s", (type) => {
    expect(peersLeftBehind([{ name: "core", type }], [core, scheme, command])).toEqual([]);
  });
});

describe("the changesets of this repository", () => {
  it("name every package whose peer has a major change", async () => {
    const bumps = (await readChangesets(repository)).flatMap(({ releases }) => releases);
    expect(
      peersLeftBehind(
        bumps,
        publicPackages().map(({ manifest }) => manifest),
      ),
    ).toEqual([]);
  });
});
