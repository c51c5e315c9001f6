import { readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { readCaBundle } from "../../src/files/index.js";
import { scratch } from "../support/scratch.js";

await using emulator = await startEmulator();
const pem = readFileSync(emulator.ca, "utf8").trim();
const toError = ({ kind, reason }: { kind: string; reason: string }): Error => new Error(`${kind}: ${reason}`);
const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";

function read(content: string | Buffer): string {
  using files = scratch();
  return readCaBundle(files.write("ca.pem", content), { toError });
}

describe("a file of certificates", () => {
  it.each([
    ["one certificate", pem, 1],
    ["two without a line end between them", pem + pem, 2],
    ["two with comments around them", `# root\n${pem}\nsubject=/CN=x\n${pem}\n# end`, 2],
    ["Windows line ends", pem.replaceAll("\n", "\r\n"), 1],
    ["a byte order mark", `\uFEFF${pem}\n`, 1],
    ["comments in another encoding", Buffer.concat([Buffer.from([0xe9, 0x0a]), Buffer.from(pem)]), 1],
    ["a private key, which is left out", `-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${pem}`, 1],
  ])("may have %s", (_, content, count) => {
    const text = read(content);
    expect(text.match(/^-----BEGIN CERTIFICATE-----\r?$/gm)).toHaveLength(count);
    expect(text.match(/^-----END CERTIFICATE-----$/gm)).toHaveLength(count);
    expect(text).not.toContain("PRIVATE");
  });

  it.each([
    ["nothing", "", "invalid: it contains no PEM certificate"],
    [
      "a key alone",
      "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
      "invalid: it contains no PEM certificate",
    ],
    ["UTF-16", Buffer.from(`\uFEFF${pem}`, "utf16le"), "invalid: it contains no PEM certificate"],
    ["a broken certificate first", `${broken}\n${pem}`, "invalid: its certificate number 1 is malformed"],
    ["a broken certificate last", `${pem}\n${broken}`, "invalid: its certificate number 2 is malformed"],
    ["a certificate that is cut off", `${pem}\n${pem.slice(0, -30)}`, "invalid: its certificate number 2 is malformed"],
  ])("is refused with %s", (_, content, message) => {
    expect(() => read(content)).toThrow(message);
  });
});
