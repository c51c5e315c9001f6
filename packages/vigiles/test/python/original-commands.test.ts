import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { vectors } from "../support/recorded/vectors.js";
import { account, workspace } from "../support/workspace.js";

/** Separated by a colon: folders with checkouts of the original commands, of the groups edition and of the products edition. */
const [groups = "", products = ""] = (process.env["VIGILES_PY"] ?? "").split(":");

describe.each([
  ["groups", groups, vectors("vigiles-cli-requests")],
  ["products", products, vectors("linuxlink-cli-requests")],
] as const)("the unmodified Python command of the %s edition", (edition, checkout, rows) => {
  const script = join(checkout, "bin", "vigiles");
  const reason = checkout === "" ? ` (skipped: VIGILES_PY names no checkout of the ${edition} edition)` : "";

  it.skipIf(reason !== "")(`is where VIGILES_PY says${reason}`, () => {
    expect(existsSync(script)).toBe(true);
  });

  it.skipIf(reason !== "").each(rows.map((row) => [row.name, row] as const))(
    `%s is completed by the emulated service${reason}`,
    async (_, row) => {
      await using service = await startEmulator({ vigiles: { users: [account] } });
      using files = workspace();
      for (const [file, content] of Object.entries(row.files)) files.write(file, content);
      const places: Readonly<Record<string, string>> = {
        "{KEY}": files.keyFile({ key: account.key }),
        "{URL}": service.http,
        "{DIR}": files.folder,
        "{DASH}": files.write("dashboard_config", row.dash),
      };
      const words = row.argv.map((word) => word.replace(/\{[A-Z]+\}/, (place) => places[place] ?? place));
      await promisify(execFile)("python3", [script, ...words], { env: { ...process.env, PYTHONPATH: checkout } });
      expect(service.requests.map(({ method, status }) => [method, status])).toStrictEqual(
        row.requests.map(({ method }) => [method, 200]),
      );
    },
  );
});
