import { readFileSync } from "node:fs";

// The library runs from `dist/util/` and the command from `dist/command/`, both two folders below the package.
const packageFolder = new URL("../../", import.meta.url);

/** Returns the version of this package, from its `package.json`. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", packageFolder), "utf8"));
  const version: unknown = typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "version") : "";
  return String(version);
}

/**
 * Reads a file of the package's `assets` folder.
 *
 * @param name - of the file
 */
export function readAsset(name: string): string {
  return readFileSync(new URL(`assets/${name}`, packageFolder), "utf8");
}
