import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

/**
 * Writes the licences of all bundled packages into a file beside the bundle. The licences require that copies carry them.
 *
 * @param fileName - of that file
 */
export function bundledLicenses(fileName: string): Plugin {
  return {
    name: "bundled-licenses",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
      const folders = new Set(modules.flatMap(packageFolder));
      const notices = [...folders].map(notice).toSorted();
      this.emitFile({ type: "asset", fileName, source: `${notices.join("\n\n---\n\n")}\n` });
    },
  };
}

/** The folder of the installed package that a module belongs to; none for a module of this package. */
function packageFolder(module: string): readonly string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module) ?? [];
}

/** Name, version and licence of a package: the text of its licence file, or else what its manifest says. */
function notice(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const { name, version, license } = manifest;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(folder, file), "utf8").trim();
  if (text === undefined) throw new Error(`${name} ${version} is bundled but states no licence`);
  return `${name} ${version}\n\n${text}`;
}
