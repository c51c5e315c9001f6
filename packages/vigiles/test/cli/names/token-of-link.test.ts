import { describe, expect, it } from "vitest";
import { tokenOfLink } from "../../../src/cli/names/token-of-link.js";

describe("a link to a report or an SBOM", () => {
  it.each([
    ["/cves/reports/MTAx.Mg.a-_b", "MTAx.Mg.a-_b"],
    ["/cves/reports/r1/", "r1"],
    ["https://vigiles.lynx.com/cves/reports/r1", "r1"],
    ["HTTPS://vigiles.lynx.com/cves/reports/r1?tab=cves#top", "r1"],
    ["http://127.0.0.1:8080//manifests//m1//", "m1"],
    ["https://vigiles.lynx.com/app#/reports/r1?tab=cves", "r1"],
    ["https://vigiles.lynx.com", undefined],
    ["https://", undefined],
    ["/", undefined],
    ["/cves/reports/a%20b", undefined],
    ["/cves/reports/..", "cves"],
    ["reports/r1", undefined],
    ["../reports/r1", undefined],
    ["r1", undefined],
    ["ftp://host/r1", undefined],
    ["", undefined],
  ])("%s has the token %s", (text, token) => {
    expect(tokenOfLink(text)).toBe(token);
  });
});
