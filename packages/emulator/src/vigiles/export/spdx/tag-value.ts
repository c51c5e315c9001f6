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
    .map((section) => section.map(([tag, value]) => `${tag}: ${joinLines(value)}\n`).join(""))
    .join("\n");
}

function packageTags(pkg: SpdxPackage): (readonly [string, string])[] {
  return [
    ["PackageName", pkg.name],
    ["SPDXID", pkg.SPDXID],
    ...(pkg.versionInfo === undefined ? [] : [["PackageVersion", pkg.versionInfo] as const]),
    ["PackageDownloadLocation", pkg.downloadLocation],
    ["FilesAnalyzed", String(pkg.filesAnalyzed)],
    ["PackageLicenseConcluded", pkg.licenseConcluded],
    ["PackageLicenseDeclared", pkg.licenseDeclared],
    ["PackageCopyrightText", pkg.copyrightText],
    ...(pkg.externalRefs ?? []).map(
      ({ referenceCategory, referenceType, referenceLocator }) =>
        ["ExternalRef", `${referenceCategory} ${referenceType} ${referenceLocator}`] as const,
    ),
  ];
}

/** Removes line breaks, because text after one would be read as another tag. */
function joinLines(value: string): string {
  return value.replaceAll(/(?<!\s)\s*[\r\n]\s*/g, " ");
}
