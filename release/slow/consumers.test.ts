import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  installedFolder,
  installIn,
  installNodeTypes,
  withPeers,
  type Client,
  type Consumer,
} from "../src/consumer.ts";
import { importedPackages } from "../src/imports.ts";
import { leftovers } from "../src/leftovers.ts";
import { packAll, type Tarball } from "../src/pack.ts";
import { publicPackages, readManifest, type Manifest, type PublicPackage } from "../src/packages.ts";
import { startRegistry, type Registry } from "../src/registry.ts";
import { run } from "../src/run.ts";
import { fileDrift, howToUpdate } from "../src/snapshots.ts";
import { sourceMapFaults } from "../src/source-maps.ts";
import { compile, resolutions, writeUsage } from "../src/usage.ts";

const folder = mkdtempSync(join(tmpdir(), "consumers-"));
const sizes: string[] = [];
let registry: Registry;
let tarballs: readonly Tarball[];

beforeAll(async () => {
  registry = await startRegistry(join(folder, "registry"));
  tarballs = await packAll(folder);
  const consumers = join(folder, "consumers");
  await installNodeTypes(consumers, registry);
  for (const { path } of tarballs) await run("npm", ["publish", path, "--provenance=false"], { cwd: consumers });
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`\ninstalled alone, with peers:\n${sizes.join("")}`);
});

/** A call of each package that throws; `api` is the imported package. */
const throwingCalls: Readonly<Record<string, string>> = {
  "armor-auth": "api.armorAuth({ nothing: 1 })",
  "armor-psk-auth": "api.armorPskAuth({ nothing: 1 })",
  "create-auth": `api.createAuthPackage({ name: "", kind: "signer", cwd: "." })`,
  emulator: "await api.startEmulator({ httpPort: -1 })",
  "http-auth": "api.basicAuth({ nothing: 1 })",
  "http-core": "api.createSession({ nothing: 1 })",
  "linuxlink-auth": "api.createLinuxLink({ nothing: 1 })",
  "oauth2-auth": "api.oauth2Auth({ nothing: 1 })",
  vigiles: "api.createVigiles({ nothing: 1 })",
};

describe.each(publicPackages())("$name, installed alone", (found) => {
  describe.each<Client>(["npm", "pnpm"])("by %s", (client) => {
    let consumer: Consumer;
    beforeAll(async () => {
      consumer = await installIn(
        join(folder, "consumers", client, found.shortName),
        client,
        withPeers(found.manifest),
        registry,
      );
      writeUsage(consumer.folder, found);
      const { packages, bytes } = consumer;
      sizes.push(
        `  ${found.name.padEnd(22)} ${client.padEnd(4)} ${packages} packages, ${(bytes / 1e6).toFixed(1)} MB\n`,
      );
    });

    it.each(["import.mjs", "require.cjs"])("exports every name that it declares: %s", async (program) => {
      expect(await run(process.execPath, [program], { cwd: consumer.folder })).toBe("");
    });

    it.each(Object.keys(resolutions))(
      "compiles with module resolution %s, including the declarations of all dependencies",
      async (resolution) => {
        expect(await compile(consumer.folder, resolution)).toBe("");
      },
    );

    it.each(Object.keys(found.manifest.bin ?? {}))("runs as a command: %s", async (command) => {
      const bin = join(consumer.folder, "node_modules", ".bin", command);
      expect(await run(bin, ["--help"], { cwd: consumer.folder })).toContain(command.replace(/^create-/, ""));
    });

    it("leads back to TypeScript: from each built file, and in a stack trace", async () => {
      expect(sourceMapFaults(installedFolder(consumer, found.name), contents(consumer, found).files)).toEqual([]);
      const call = `try { ${throwingCalls[found.shortName]}; } catch (error) { console.log(error.stack); }`;
      const program = `import * as api from "${found.name}"; ${call}`;
      const args = ["--enable-source-maps", "--input-type=module", "--eval", program];
      const stack = await run(process.execPath, args, { cwd: consumer.folder });
      expect(stack).toMatch(new RegExp(`/${found.name}/src/[\\w/-]+\\.ts:\\d+:\\d+`));
    });

    it("contains the recorded files, and no references to the workspace", () => {
      const { files, manifest } = contents(consumer, found);
      expect(leftovers(found.folder, files), "remove its dist, and build it").toEqual([]);
      expect(fileDrift({ name: found.name, files }), `accept it with: ${howToUpdate}`).toEqual([]);
      expect(JSON.stringify(manifest)).not.toMatch(/"(?:workspace|catalog|link|file):/);
    });

    it("declares exactly the dependencies that it imports", () => {
      const { imported, manifest } = contents(consumer, found);
      const { dependencies, peerDependencies, optionalDependencies } = manifest;
      const declared = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
      expect([...new Set(imported)].filter((name) => name !== found.name).toSorted()).toEqual(declared.toSorted());
    });
  });
});

interface Contents {
  readonly files: readonly string[];
  readonly imported: readonly string[];
  readonly manifest: Manifest;
}

/** The files, imports and manifest of an installed package. */
function contents(consumer: Consumer, { name }: PublicPackage): Contents {
  const installed = installedFolder(consumer, name);
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith("node_modules"))
    .toSorted();
  const code = files.filter((path) => /^(?:dist|bin)\/.*\.(?:js|d\.ts)$/.test(path));
  const imported = code.flatMap((path) => importedPackages(join(installed, path)));
  return { files, imported, manifest: readManifest(installed) };
}
