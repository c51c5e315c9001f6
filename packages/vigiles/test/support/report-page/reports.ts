import { advisoryUrl } from "../../../src/findings/advisory-url.js";
import { byRating, type Finding } from "../../../src/findings/finding.js";
import { severityOf } from "../../../src/findings/severity.js";

const statuses = [
  "Unfixed",
  "Unfixed, Patch Available",
  "Fixed",
  "Whitelisted",
  "Ignored: the extension is switched off",
  "Not Affected: the code is not called",
];

/** Findings of all kinds, the most severe first. */
export function manyFindings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => findingAt(index)).toSorted(byRating);
}

function findingAt(index: number): Finding {
  const cvss = index % 11 === 0 ? undefined : ((index * 37) % 100) / 10;
  const id = `CVE-20${10 + (index % 15)}-${10_000 + index}`;
  return {
    package: `package-${index % 97}`,
    version: `${index % 7}.${index % 13}.0`,
    id,
    cvss,
    severity: severityOf(cvss),
    status: statuses[index % statuses.length] ?? "",
    fixedBy: index % 3 === 0 ? [`${index % 7}.${(index % 13) + 1}.0`] : [],
    advisory: advisoryUrl(id),
    description: index % 4 === 3 ? "" : `Text ${index}\nin two lines`,
    references: index % 2 === 0 ? [] : [`https://example.org/${index}`, "javascript:window.hit=1"],
    isNew: index % 6 === 0,
  };
}

/** Texts that would run, end an element, change the direction of others, or take much room. */
export const hostileTexts = [
  "</script><script>window.hit = 1</script>",
  "<img src=x onerror='window.hit = 1'>",
  "\u202Edesrever",
  "\u2066one\u2069 \u200Etwo\u061C",
  "שלום עולם",
  "👩‍👩‍👧‍👦 漢字",
  "a".repeat(5_000),
  '"><svg onload=window.hit=1>',
  "<!--",
  "javascript:window.hit=1",
];

/** A finding for each of the hostile texts, which stands in every place. */
export function hostileFindings(): readonly Finding[] {
  return hostileTexts.map((text) => ({
    ...findingAt(1),
    package: text,
    version: text,
    id: text,
    status: text,
    fixedBy: [text],
    advisory: undefined,
    description: text,
    references: [text],
  }));
}
