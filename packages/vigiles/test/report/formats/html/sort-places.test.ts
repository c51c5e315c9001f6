import { describe, expect, it } from "vitest";
import { rowOf } from "../../../../src/report/formats/html/row.js";
import { sortPlacesCss } from "../../../../src/report/formats/html/sort-places.js";
import { finding } from "../../../support/findings.js";

describe("the places of rows", () => {
  it("are in every order, equal rows share one, and rows without a text come last", () => {
    const rows = [
      finding({ package: "zlib", cvss: 9, id: "CVE-2", fixedBy: [] }),
      finding({ package: "lib10", cvss: 9, id: "CVE-10", fixedBy: ["2"] }),
      finding({ package: "lib9", cvss: 5, id: "CVE-1", fixedBy: ["1"] }),
    ].map((one) => rowOf(one, true));
    expect(sortPlacesCss(rows).split("\n")).toEqual([
      "#rows tr:nth-child(1){--severity:0;--package:2;--id:1;--fix:2;--status:0}",
      "#rows tr:nth-child(2){--severity:0;--package:1;--id:2;--fix:1;--status:0}",
      "#rows tr:nth-child(3){--severity:1;--package:0;--id:0;--fix:0;--status:0}",
    ]);
  });

  it("hold nothing of the report's texts", () => {
    const rows = [rowOf(finding({ package: "</style>", id: "}*{", status: "/*" }), true)];
    expect(sortPlacesCss(rows)).toMatch(/^#rows tr:nth-child\(1\)\{(?:--[a-z]+:\d+;?)+\}$/);
  });
});
