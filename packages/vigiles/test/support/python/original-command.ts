import { spawn } from "node:child_process";
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
): Promise<Omit<Run, "bytes">> {
  const python = { PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" };
  const child = spawn("python3", [script, ...argv], {
    env: { PATH: process.env["PATH"], ...python, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return waitForExit(child);
}
