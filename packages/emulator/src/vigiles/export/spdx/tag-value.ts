import type { SpdxDocument, SpdxPackage } from "./spdx2-document.js";

/** Writes an SPDX 2 document as tag-value text. */
export function toTagValue(document: SpdxDocument): string {
  const { spdxVersion, dataLicense, SPDXID, name, documentNamespace, creationInfo, packages, relationships } = document;
  const head = [
    ["SPDXVersion", spdxVersion],
    ["DataLicense", dataLicense],
    ["SPDXID", SPDXID],
    ["DocumentName", name],
    ["DocumentNamespace", documentNamespace],
    ...creationInfo.creators.map((creator) => ["Creator", creator] as const),
    ["Created", creationInfo.created],
  ] as const;
  const links = relationships.map(
    ({ spdxElementId, relationshipType, relatedSpdxElement }) =>
      ["Relationship", `${spdxElementId} ${relationshipType} ${relatedSpdxElement}`] as const,
  );
  return [head, ...packages.map(packageTags), links]
    .filter((section) => section.length > 0)
    .map((section) => section.map(([tag, value]) => `${tag}: ${oneLine(value)}\n`).join(""))
    .join("\n");
}

function packageTags(given: SpdxPackage): (readonly [string, string])[] {
  return [
    ["PackageName", given.name],
    ["SPDXID", given.SPDXID],
    ...(given.versionInfo === undefined ? [] : [["PackageVersion", given.versionInfo] as const]),
    ["PackageDownloadLocation", given.downloadLocation],
    ["FilesAnalyzed", String(given.filesAnalyzed)],
    ["PackageLicenseConcluded", given.licenseConcluded],
    ["PackageLicenseDeclared", given.licenseDeclared],
    ["PackageCopyrightText", given.copyrightText],
    ...(given.externalRefs ?? []).map(
      ({ referenceCategory, referenceType, referenceLocator }) =>
        ["ExternalRef", `${referenceCategory} ${referenceType} ${referenceLocator}`] as const,
    ),
  ];
}

/** A line break in a name would begin another tag. */
function oneLine(value: string): string {
  return value.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
