/** The formats of a downloaded vulnerability report. */
export const reportFormats = [
  "pdf",
  "pdfsummary",
  "xlsx",
  "csv",
  "cyclonedx-vex",
  "cyclonedx-sbom-vex",
  "spdx_3-sbom-vex",
] as const;
/** A format of a downloaded vulnerability report. */
export type ReportFormat = (typeof reportFormats)[number];

/** The syntaxes of the CycloneDX report formats. */
export const cyclonedxFormats = ["json", "xml"] as const;
/** A syntax of the CycloneDX report formats. */
export type CyclonedxFormat = (typeof cyclonedxFormats)[number];

/** The CycloneDX versions that a report can have. */
export const cyclonedxVersions = ["1.4", "1.5", "1.6", "1.7"] as const;
/** A CycloneDX version that a report can have. */
export type CyclonedxVersion = (typeof cyclonedxVersions)[number];
