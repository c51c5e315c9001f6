import { describe, expect, it } from "vitest";
import { runWithBody } from "../../../../support/run-with-body.js";
import { scan } from "../../../../support/scans.js";

const latest = ["manifest", "latest-report", "m.token"];

describe("flags that need findings", () => {
  it.each([
    [["manifest", "upload", "{SBOM}", "--upload-only", "--summary"], "--summary needs findings, and --upload-only"],
    [["manifest", "rescan", "m", "--rescan-only", "--sarif", "{DIR}/x"], "--sarif needs findings, and --rescan-only"],
    [["manifest", "rescan", "m", "--return-job", "--junit", "{DIR}/x"], "--junit needs findings, and --return-job"],
    [["manifest", "latest-report", "m", "--sarif", "{DIR}/none/x"], "Cannot write to"],
    [["manifest", "latest-report", "m", "--junit", "{DIR}"], "it is a directory"],
  ])("are refused before anything is sent: %j", async (argv, says) => {
    const { exit, stderr, requests } = await runWithBody(scan, argv);
    expect([exit, requests]).toEqual([2, 0]);
    expect(stderr).toContain(says);
  });

  it("leave a dry run alone", async () => {
    const { exit, stdout, file } = await runWithBody(scan, [
      "--dry-run",
      ...latest,
      "--summary",
      "--sarif",
      "{DIR}/o.sarif",
    ]);
    expect([exit, file("o.sarif")]).toEqual([0, undefined]);
    expect(JSON.parse(stdout)).toHaveProperty("hmac_msg");
  });
});
