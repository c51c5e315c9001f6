import { existsSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { checkouts, runOriginal } from "../support/python/original-command.js";
import { vectors } from "../support/recorded/vectors.js";
import { account, workspace } from "../support/workspace.js";

describe.each([
  ["groups", checkouts.groups, vectors("vigiles-cli-requests")],
  ["products", checkouts.products, vectors("linuxlink-cli-requests")],
] as const)("the unmodified Python command of the %s edition", (edition, checkout, rows) => {
  const { script, reason } = checkout;

  it.skipIf(reason !== "")(`is where VIGILES_PY says${reason}`, () => {
    expect(existsSync(script)).toBe(true);
  });

  it.skipIf(reason !== "").each(rows.map((row) => [row.name, row] as const))(
    `%s is completed by the emulated service${reason}`,
    async (_, row) => {
      await using service = await startEmulator({ vigiles: { users: [account], seedVectors: true } });
      using files = workspace();
      for (const [file, content] of Object.entries(row.files)) files.write(file, content);
      const places: Readonly<Record<string, string>> = {
        "{KEY}": files.keyFile({ key: account.key }),
        "{URL}": service.http,
        "{DIR}": files.folder,
        "{DASH}": files.write("dashboard_config", row.dash),
      };
      const words = row.argv.map((word) => word.replace(/\{[A-Z]+\}/, (place) => places[place] ?? place));
      expect(await runOriginal(checkout, words, { HOME: files.folder })).toMatchObject({ exit: row.exit });
      expect(service.requests.map(({ method, status }) => [method, status])).toStrictEqual(
        row.requests.map(({ method }) => [method, 200]),
      );
    },
  );

  it.skipIf(reason !== "")(`reads the key file and the dashboard config of the emulator${reason}`, async () => {
    await using service = await startEmulator();
    const { keyFile, dashboardConfig, http } = service;
    const server = edition === "products" ? ["-u", http] : [];
    const words = ["-k", keyFile, "-d", dashboardConfig, ...server, "manifest", "list"];
    const { exit, stdout } = await runOriginal(checkout, words);
    expect([exit, service.requests.map(({ status }) => status)]).toStrictEqual([0, [200]]);
    expect(stdout).toContain("gateway-image");
    expect(stdout).not.toContain("device-service");
  });
});
