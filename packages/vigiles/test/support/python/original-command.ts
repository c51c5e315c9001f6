import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Edition } from "../../../src/index.js";
import type { Run } from "../command.js";
import { waitForExit } from "../process.js";

/** A checkout of the original Python package and command, as its repository is. */
export interface Checkout {
  readonly edition: Edition;
  /** Path of the command. */
  readonly script: string;
  /** Folder of the Python package. */
  readonly library: string;
  /** Why tests are skipped, for their names; empty if VIGILES_PY names a checkout. */
  readonly reason: string;
}

/** The first Python that has the module of the original, since a machine can have several. */
export const python: string =
  ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import requests"]).status === 0) ?? "python3";

/** VIGILES_PY names two folders, separated by a colon: checkouts of the groups edition and of the products edition. */
const [groups = "", products = ""] = (process.env["VIGILES_PY"] ?? "").split(":");

/** The checkout of each edition. */
export const checkouts: Readonly<Record<Edition, Checkout>> = {
  groups: checkoutOf("groups", groups),
  products: checkoutOf("products", products),
};

function checkoutOf(edition: Edition, folder: string): Checkout {
  return {
    edition,
    script: join(folder, "src", "bin", "vigiles"),
    library: join(folder, "src", "lib"),
    reason: folder === "" ? ` (skipped: VIGILES_PY names no checkout of the ${edition} edition)` : "",
  };
}

/**
 * Runs an original command in a process of its own. It gets no variables of the tests but `PATH`.
 *
 * @param env - variables beside `PATH` and those that Python needs
 */
export function runOriginal(
  { script, library }: Checkout,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const child = spawn(python, [script, ...argv], {
    env: { ...pythonVariables(library), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return waitForExit(child);
}

/**
 * The variables of a Python process that uses the original package.
 *
 * @param library - the package's folder
 */
export function pythonVariables(library: string): Record<string, string | undefined> {
  return { PATH: process.env["PATH"], PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" };
}
