import { createHmac } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { account, workspace, type Workspace } from "../../support/workspace.js";

interface Printed {
  readonly headers: { readonly "X-Auth-Signature": string };
  readonly hmac_msg: string;
}

const signatureOf = (message: string | Uint8Array): string =>
  createHmac("sha256", account.key).update(message).digest("base64");

const run = (files: Workspace, argv: readonly string[], stdin?: string) =>
  vigiles(["--dry-run", ...argv], {
    env: { VIGILES_KEY_FILE: files.keyFile() },
    ...(stdin === undefined ? {} : { stdin }),
  });

describe("a dry run with --full", () => {
  const sbom = '{"name":"é 🚀\u202e","nested":"\\u001b"}';
  const config = "CONFIG_X=y\r\n\tz\n";

  it.each([
    ["heartbeat", (): string[] => ["heartbeat"]],
    ["a list", (): string[] => ["manifest", "list", "-g", "G"]],
    ["an upload", (files: Workspace): string[] => ["manifest", "upload", files.write("s", sbom), "-n", "a b&c"]],
    [
      "an upload of two files, one of them twice",
      (files: Workspace): string[] => {
        const [s, c] = [files.write("s", sbom), files.write("c", config)];
        return ["manifest", "upload", s, "-k", c, "-u", c];
      },
    ],
  ])("prints a message that has the printed signature: %s", async (_what, argvOf) => {
    using files = workspace();
    const { exit, stdout } = await run(files, ["--full", ...argvOf(files)]);
    const { headers, hmac_msg: message } = JSON.parse(stdout) as Printed;
    expect(exit).toBe(0);
    expect(signatureOf(message)).toBe(headers["X-Auth-Signature"]);
  });

  it("prints what came from standard input, with the same signature", async () => {
    using files = workspace();
    const { stdout } = await run(files, ["manifest", "upload", "-", "--full"], sbom);
    const { headers, hmac_msg: message } = JSON.parse(stdout) as Printed;
    expect(message).toContain(sbom);
    expect(signatureOf(message)).toBe(headers["X-Auth-Signature"]);
  });

  it("prints no message of more than 1 MB, and names the flag that writes it", async () => {
    using files = workspace();
    const path = files.write("s", `"${"é".repeat(600_000)}"`);
    const { exit, stdout, stderr } = await run(files, ["--full", "manifest", "upload", path]);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining("longer than 1 MB; write it to a file with --message-file"),
    ]);
    expect(stdout.length).toBeLessThan(1000);
    expect((await run(files, ["manifest", "upload", path])).exit).toBe(0);
  });
});

describe("a dry run with --message-file", () => {
  it("writes a message of any length, which has the printed signature, for its owner only", async () => {
    using files = workspace();
    const path = files.write("s", `"${"é".repeat(1_500_000)}"`);
    const { stdout, stderr } = await run(files, ["manifest", "upload", path, "--message-file", files.path("m")]);
    const { headers, hmac_msg: message } = JSON.parse(stdout) as Printed;
    expect(signatureOf(readFileSync(files.path("m")))).toBe(headers["X-Auth-Signature"]);
    expect(statSync(files.path("m")).mode & 0o777).toBe(0o600);
    expect(message).toMatch(/manifest=<[\da-f]{64}>/);
    expect(stderr).toContain("it never expires");
  });

  it.each([["s"], ["linuxlink_key"]])("refuses the input %s", async (name) => {
    using files = workspace();
    const path = files.write("s", "{}");
    const { exit, stderr } = await run(files, ["manifest", "upload", path, "--message-file", files.path(name)]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("OUTPUT_INVALID")]);
    expect(readFileSync(path, "utf8")).toBe("{}");
  });
});

describe.each([["--full"], ["--message-file=m"]])("%s without --dry-run", (flag) => {
  it("is refused before anything is sent", async () => {
    const { exit, stderr } = await vigiles(["heartbeat", flag]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/USAGE: --[a-z-]+ shows .*; give --dry-run as well/)]);
  });
});
