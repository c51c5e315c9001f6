import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedFolder, installIn } from "../src/consumer.ts";
import { publicPackages, type Manifest } from "../src/packages.ts";
import { published, versionsOf } from "../src/published.ts";
import { startRegistry, type Registry } from "../src/registry.ts";
import { run } from "../src/run.ts";
import { errorGuards } from "../src/side-by-side.ts";
import { copyRepository, type WorkingCopy } from "../src/working-copy.ts";

type Manifests = Readonly<Record<string, Manifest>>;

const core = "@org/http-core";
const signing = "@org/linuxlink-auth";
const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
let registry: Registry;
let copy: WorkingCopy;

// The state of the registry after each release; each release builds on the one before.
let first: Manifests;
let patched: Manifests;
let broken: Manifests;

beforeAll(async () => {
  registry = await startRegistry(join(folder, "registry"));
  copy = await copyRepository(join(folder, "copy"), registry);
  await copy.release();
  first = await published(registry);

  touch("linuxlink-auth");
  copy.describe("patch", { [signing]: "patch" }, "A key file may end in a blank line.");
  await copy.release();
  patched = await published(registry);

  touch("http-core");
  copy.describe("breaking", { [core]: "major" }, "`session.send` is gone.\n\nCall `session.request` instead.");
  const peers = dependants(core, "peerDependencies").map((name) => [name, "major"]);
  copy.describe("peers", Object.fromEntries(peers), `\`${core}\` has to be updated as well.`);
  await copy.release();
  broken = await published(registry);
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe("the first release", () => {
  it("publishes every package, with ranges that a registry understands", () => {
    expect(Object.keys(first)).toEqual(publicPackages().map(({ name }) => name));
    expect(JSON.stringify(Object.values(first).map(ranges))).not.toMatch(/workspace:|catalog:/);
  });

  it("tags the commit with each package's own version", async () => {
    expect(await copy.tags()).toEqual(expect.arrayContaining(Object.entries(versionsOf(first)).map(tag)));
  });
});

describe("a change in one package alone", () => {
  it("releases it, and its dependants as a patch, and nothing else", () => {
    const changed = Object.keys(patched).filter((name) => patched[name]?.version !== first[name]?.version);
    expect(changed.toSorted()).toEqual([signing, ...dependants(signing)].toSorted());
    for (const name of changed) expect(patched[name]?.version).toBe(bumped(first[name], 2));
  });

  it("updates the ranges of its dependants to the new version", () => {
    for (const name of dependants(signing)) {
      expect(ranges(patched[name])[signing]).toBe(`^${patched[signing]?.version}`);
    }
  });

  it("appears in the changelogs", () => {
    const own = section(patched, signing);
    expect(own).toMatch(
      /^## \d+\.\d+\.\d+\n\n### Patch Changes\n\n- A key file may end in a blank line\. \([0-9a-f]{7}\)\s*$/,
    );
    for (const name of dependants(signing)) {
      const news = `### Patch Changes\n\n- Works with \`${signing}\` ${version(patched, signing)}.`;
      expect(section(patched, name).trim()).toBe(`## ${version(patched, name)}\n\n${news}`);
    }
  });
});

describe("a breaking change of the core", () => {
  it("is a major version of the core and of each package that takes it as a peer", () => {
    for (const name of [core, ...dependants(core, "peerDependencies")]) {
      expect(broken[name]?.version).toBe(bumped(patched[name], 0));
    }
  });

  it("updates the ranges of all dependants", () => {
    for (const name of dependants(core)) expect(ranges(broken[name])[core]).toBe(`^${broken[core]?.version}`);
  });

  it("does not release packages that don't depend on it", () => {
    const others = Object.keys(patched).filter((name) => name !== core && ranges(patched[name])[core] === undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const name of others) expect(broken[name]?.version).toBe(patched[name]?.version);
  });

  it("can't be installed beside a package for the version before", async () => {
    const scheme = dependants(core, "peerDependencies")[0] ?? "";
    const wanted = { [scheme]: version(first, scheme), [core]: version(broken, core) };
    await expect(installIn(join(folder, "conflict"), "npm", wanted, registry)).rejects.toThrow("ERESOLVE");
  });

  it("appears in the changelogs of its dependants", () => {
    expect(section(broken, signing)).toContain(`- Works with \`${core}\` ${version(broken, core)}.`);
  });

  it("appears in its changelog with all paragraphs", () => {
    expect(section(broken, core)).toMatch(
      /^## \d+\.0\.0\n\n### Major Changes\n\n- `session\.send` is gone\.\n\n {2}Call `session\.request` instead\. \([0-9a-f]{7}\)\s*$/,
    );
  });
});

describe("two versions of the core in one application", () => {
  it("recognise each other's errors", async () => {
    const before = `npm:${core}@${version(patched, core)}`;
    const wanted = { [core]: version(broken, core), "http-core-before": before };
    const project = await installIn(join(folder, "two"), "npm", wanted, registry);
    const program = errorGuards(project.folder, [core, "http-core-before"]);
    const seen = JSON.parse(await run(process.execPath, [program], { cwd: project.folder })) as unknown;
    expect(seen).toEqual({ same: false, wrong: [] });
  });

  it("bring their own changelogs along", async () => {
    const project = await installIn(join(folder, "changelog"), "npm", { [core]: version(broken, core) }, registry);
    const changelog = readFileSync(join(installedFolder(project, core), "CHANGELOG.md"), "utf8");
    expect(changelog).toContain(`## ${version(broken, core)}`);
  });
});

function touch(shortName: string): void {
  appendFileSync(join(copy.root, "packages", shortName, "README.md"), "\nChanged.\n");
}

/** Lists the published packages that depend on a package. */
function dependants(name: string, kind?: "peerDependencies"): readonly string[] {
  return Object.entries(first)
    .filter(([, manifest]) => (kind === undefined ? ranges(manifest) : (manifest[kind] ?? {}))[name] !== undefined)
    .map(([dependant]) => dependant);
}

function ranges(manifest: Manifest | undefined): Readonly<Record<string, string>> {
  return { ...manifest?.dependencies, ...manifest?.peerDependencies };
}

function version(manifests: Manifests, name: string): string {
  return manifests[name]?.version ?? "";
}

/** The next version: `place` is 0 for major, 2 for patch. */
function bumped(manifest: Manifest | undefined, place: number): string {
  const parts = (manifest?.version ?? "").split(".").map(Number);
  return parts.map((part, index) => (index === place ? part + 1 : index > place ? 0 : part)).join(".");
}

/** The section of a package's changelog about its newest version. */
function section(manifests: Manifests, name: string): string {
  const sections = copy.changelog(name.split("/")[1] ?? "").split(/^(?=## )/m);
  return sections.find((text) => text.startsWith(`## ${version(manifests, name)}\n`)) ?? "";
}

function tag([name, release]: [string, string]): string {
  return `${name}@${release}`;
}
