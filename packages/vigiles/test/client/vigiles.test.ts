import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createVigiles } from "../../src/index.js";
import { account, workspace } from "../support/workspace.js";

function recording(): {
  readonly lines: string[];
  readonly logger: Record<"debug" | "info" | "warn" | "error", (text: string) => void>;
} {
  const lines: string[] = [];
  const to = (text: string): void => void lines.push(text);
  return { lines, logger: { debug: to, info: to, warn: to, error: to } };
}

describe("the configuration of a client", () => {
  it("shows what was given before any file is read, and what the files say after", async () => {
    using files = workspace();
    const keyFilePath = files.keyFile({ server_url: "https://vigiles.example" });
    const dashboardConfigPath = files.write("dashboard", { group: "group.token", folder: "folder.token" });
    await using client = createVigiles({ keyFilePath, dashboardConfigPath, env: {} });
    const given = { keyFilePath, dashboardConfigPath, verifyCert: true, dryRun: false, logLevel: "warn" };
    expect(client.currentConfig).toEqual(given);
    await client.configure();
    expect(client.currentConfig).toEqual({
      ...given,
      email: account.email,
      url: "https://vigiles.example",
      keyFileUrl: "https://vigiles.example",
      edition: "groups",
      groupToken: "group.token",
      folderToken: "folder.token",
    });
    client.groupToken = "another.token";
    expect(client.currentConfig.groupToken).toBe("another.token");
    expect(inspect(client.currentConfig) + JSON.stringify(client.currentConfig)).not.toContain(account.key);
  });

  it("forgets what an earlier file said", async () => {
    using files = workspace();
    const dashboardConfigPath = files.write("one", { group: "one.token", folder: "folder.token" });
    await using client = createVigiles({ keyFilePath: files.keyFile(), dashboardConfigPath, env: {} });
    await client.configure();
    await client.configure({ dashboardConfigPath: files.write("two", { group: "two.token" }) });
    expect(client.currentConfig.groupToken).toBe("two.token");
    expect(client.currentConfig).not.toHaveProperty("folderToken");
  });

  it.each([
    ["warn", 2],
    ["WARNING", 2],
    ["error", 0],
    ["silent", 0],
  ] as const)("has a level, %s, for warnings of its own and of the signed calls alike", async (logLevel, warnings) => {
    using files = workspace();
    const { lines, logger } = recording();
    await using client = createVigiles({ keyFilePath: files.keyFile(), logger, logLevel, dryRun: true, env: {} });
    await client.manifests.upload({ text: "{}", ecosystems: ["npm", "nmp"], groupToken: "a.b" });
    expect(lines).toHaveLength(warnings);
  });

  it("refuses a level that there is not", async () => {
    using files = workspace();
    await using client = createVigiles({ keyFilePath: files.keyFile(), logLevel: "loud" as never, env: {} });
    await expect(client.configure()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
