import { describe, expect, it } from "vitest";
import { readRating } from "../../src/findings/rating.js";
import type { Severity } from "../../src/index.js";

const v2 = "AV:N/AC:L/Au:N/C:P/I:P/A:P";
const v30 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N";
const v31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const v40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
const rows: readonly (readonly [what: string, vulnerability: object, cvss: number | undefined, severity: Severity])[] =
  [
    ["a number", { cvss: 9.8 }, 9.8, "critical"],
    ["text with a word", { cvss: "9.8 CRITICAL" }, 9.8, "critical"],
    ["text with a decimal comma", { cvss: "6,5" }, 6.5, "medium"],
    ["text with its scale", { cvss: "7.5/10" }, 7.5, "high"],
    ["a vector in place of the score", { cvss: v31 }, 9.8, "critical"],
    ["a custom score beside a vector", { cvss: 2, vector: v31 }, 2, "low"],
    ["0", { cvss: 0 }, 0, "none"],
    ["a score above the scale", { cvss: 98 }, undefined, "unknown"],
    ["a score below the scale", { cvss: -1 }, undefined, "unknown"],
    ["a version number", { cvss: "1.2.3" }, undefined, "unknown"],
    ["a score of CVSS 4 alone", { cvss: null, cvss_v4: 9.3, vector: v2 }, 9.3, "critical"],
    ["scores of several versions", { cvss_v2: "5.0", cvssV3Score: 8.1 }, 8.1, "high"],
    ["a score in a record", { cvss: { score: "4.4", vectorString: v31 } }, 4.4, "medium"],
    ["a score in an NVD record", { cvssV3: { baseScore: 5.5, baseSeverity: "MEDIUM", version: "3.1" } }, 5.5, "medium"],
    ["a vector of CVSS 2", { vector: v2 }, 7.5, "high"],
    ["a vector of CVSS 2 in brackets", { vector: `(${v2})` }, 7.5, "high"],
    ["a vector of CVSS 3.0", { vector: v30 }, 6.1, "medium"],
    ["a vector of CVSS 3.1", { vector: v31 }, 9.8, "critical"],
    ["a vector of CVSS 4.0", { vector: v40 }, 9.3, "critical"],
    ["an incomplete vector", { vector: "CVSS:3.1/AV:N/AC:L" }, undefined, "unknown"],
    ["an attack vector", { vector: "NETWORK" }, undefined, "unknown"],
    ["the versions of a score, which are no scores", { cvss_version: "3.1", cvssVersion: 4 }, undefined, "unknown"],
    ["a word", { severity: "critical" }, undefined, "critical"],
    ["a word in capitals", { severity: "HIGH" }, undefined, "high"],
    ["the word of a distribution", { severity: "Important" }, undefined, "high"],
    ["a word in place of the score", { cvss: "Moderate" }, undefined, "medium"],
    ["a word that nobody knows", { severity: "spicy" }, undefined, "unknown"],
    ["a word that is a member of every object", { severity: "constructor" }, undefined, "unknown"],
    ["a number of another scale", { severity: 3 }, undefined, "unknown"],
    ["a score and a word that differ", { cvss: 3.1, severity: "high" }, 3.1, "low"],
    ["a vector of OSV", { severity: [{ type: "CVSS_V3", score: v31 }] }, 9.8, "critical"],
    ["a word of GitHub in OSV", { database_specific: { severity: "LOW" } }, undefined, "low"],
    ["ratings, of which one is highest", { ratings: [{ score: 4, method: "CVSSv2" }, { score: 7.1 }] }, 7.1, "high"],
    ["a rating with a vector alone", { ratings: [{ method: "CVSSv4", vector: v40 }] }, 9.3, "critical"],
    ["a rating by another method", { ratings: [{ method: "other", score: 9.9 }] }, undefined, "unknown"],
    [
      "a rating by another method with a word",
      { ratings: [{ method: "OWASP", score: 9.9, severity: "low" }] },
      undefined,
      "low",
    ],
    [
      "a rating by another method beside CVSS",
      {
        ratings: [
          { method: "other", score: 10 },
          { method: "CVSSv31", score: 5 },
        ],
      },
      5,
      "medium",
    ],
    ["ratings that are no list", { ratings: "none" }, undefined, "none"],
    ["nothing", {}, undefined, "unknown"],
  ];

describe("the rating of a vulnerability", () => {
  it.each(rows)("is read from %s", (_what, vulnerability, cvss, severity) => {
    expect(readRating({ ...vulnerability })).toStrictEqual({ cvss, severity });
  });
});
