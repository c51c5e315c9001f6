import { readFileSync } from "node:fs";

/** What is used of this package's own `package.json`. */
interface OwnManifest {
  readonly version: string;
  /** The versions that the templates are tested with. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads this package's own `package.json`. */
export function readOwnManifest(): OwnManifest {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as OwnManifest;
}
