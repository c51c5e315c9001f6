import { describe, expect, it } from "vitest";
import { createVigiles, findingsOf, type ScanResult } from "../../src/index.js";
import { account } from "../support/workspace.js";

const bleed = { cve_id: "CVE-2014-0160", cvss: 7.5 };
const scanOf = (cves: unknown): ScanResult => ({ manifest_token: "m", cves }) as ScanResult;

describe("findingsOf", () => {
  it.each<[what: string, value: unknown, code: string, remedy: string]>([
    ["a promise", Promise.resolve(scanOf({})), "INPUT_INVALID", "it is a promise: await it"],
    ["nothing", undefined, "INPUT_INVALID", "it is undefined"],
    ["null", null, "INPUT_INVALID", "it is null"],
    ["text", "{}", "INPUT_INVALID", "it is string"],
    ["findings", [bleed], "INPUT_INVALID", "it is a list"],
    ["an empty object", {}, "INPUT_INVALID", "it has no manifest_token"],
    ["findings without a token", { cves: {} }, "INPUT_INVALID", "it has no manifest_token"],
    ["a job", { job_id: "j" }, "INPUT_INVALID", "wait for it with jobs.wait"],
    ["a job with a token", { job_id: "j", manifest_token: "m" }, "INPUT_INVALID", "wait for it with jobs.wait"],
    ["an upload without a scan", { manifest_token: "m" }, "RESPONSE_INVALID", "uploadOnly and rescanOnly return none"],
    ["no list of findings", scanOf(null), "RESPONSE_INVALID", "The scan has no list of findings in cves"],
    ["text in place of findings", scanOf("too many"), "RESPONSE_INVALID", "has no list of findings in cves"],
    [
      "findings that can't be read",
      scanOf({ a: [null, 7] }),
      "RESPONSE_INVALID",
      "has no finding that can be read, and 2",
    ],
    ["one that can't be read", scanOf({ a: [bleed, 7] }), "RESPONSE_INVALID", "1 findings of the scan can't be read"],
  ])("refuses %s, and says what to do", (_what, value, code, remedy) => {
    const read = (): unknown => findingsOf(value as ScanResult);
    expect(read).toThrow(expect.objectContaining({ code, message: expect.stringContaining(remedy) }));
    expect(read).toThrow(expect.objectContaining({ name: "VigilesError" }));
  });

  it("refuses the request of a dry run", async () => {
    await using vigiles = createVigiles({ ...account, edition: "groups", dryRun: true });
    const request = await vigiles.manifests.upload({ text: "{}" });
    expect(() => findingsOf(request)).toThrow("it is a dry run, which sends nothing: leave out dryRun");
  });

  it.each<[what: string, cves: unknown]>([
    ["a map", {}],
    ["a list", []],
    ["a package", { openssl: [] }],
  ])("returns an empty list for a scan that found nothing: %s", (_what, cves) => {
    expect(findingsOf(scanOf(cves))).toStrictEqual([]);
  });

  it("leaves out what can't be read if that is allowed, unless nothing can be read", () => {
    const options = { allowUnreadable: true };
    expect(findingsOf(scanOf({ openssl: [bleed, 7] }), options).map(({ id }) => id)).toStrictEqual(["CVE-2014-0160"]);
    expect(() => findingsOf(scanOf({ openssl: [7] }), options)).toThrow("has no finding that can be read");
  });

  it.each<[options: object, code: string]>([
    [{ allowUnreadables: true }, "OPTION_UNKNOWN"],
    [{ allowUnreadable: "yes" }, "OPTION_INVALID"],
    [[], "OPTION_INVALID"],
  ])("refuses the options %j", (options, code) => {
    expect(() => findingsOf(scanOf({}), options)).toThrow(expect.objectContaining({ code }));
  });
});
