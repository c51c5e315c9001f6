/** The SBOM standards that the service can convert an SBOM to. */
export const sbomFormats = ["spdx", "spdx-lite", "cyclonedx"] as const;
/** An SBOM standard that the service can convert an SBOM to. */
export type SbomFormat = (typeof sbomFormats)[number];

/** The file formats of a downloaded SBOM. Which of them exist depends on the standard. */
export const fileFormats = ["json", "xml", "yaml", "tag", "xlsx", "xls", "rdfxml", "json-ld"] as const;
/** A file format of a downloaded SBOM. */
export type FileFormat = (typeof fileFormats)[number];

/** The versions of SPDX (1.1 to 3.0.1) and CycloneDX (1.1 to 1.7) that a downloaded SBOM can have. */
export const sbomVersions = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.2", "2.3", "3.0.1"] as const;
/** A version of SPDX or CycloneDX that a downloaded SBOM can have. */
export type SbomVersion = (typeof sbomVersions)[number];
