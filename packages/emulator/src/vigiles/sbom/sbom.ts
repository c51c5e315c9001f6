/** A package that an SBOM lists. */
export interface Package {
  readonly name: string;
  /** Empty where the SBOM gives none. */
  readonly version: string;
  /** A package URL. */
  readonly purl?: string;
  readonly license?: string;
  /** CVE ids that the build patched, each with its patches. */
  readonly patched?: Readonly<Record<string, readonly string[]>>;
}

/** The standards that are understood. */
export type SbomFormat = "cyclonedx" | "spdx" | "vigiles";

/** The syntaxes that are understood. */
export type SbomSyntax = "json" | "xml" | "yaml" | "tag" | "json-ld";

/** An uploaded SBOM, read. */
export interface Sbom {
  readonly format: SbomFormat;
  readonly syntax: SbomSyntax;
  /** The version of the standard, where the text tells it. */
  readonly version: string | undefined;
  /** The name the document gives itself. */
  readonly name: string | undefined;
  readonly packages: readonly Package[];
  /** CVE ids that the document asks to leave out. */
  readonly whitelist: readonly string[];
  /** The document exactly as it came. */
  readonly text: string;
}

/** What a reader finds in a document; the rest is the same for all of them. */
export type SbomContent = Omit<Sbom, "text" | "whitelist"> & { readonly whitelist?: readonly string[] };

/** A text that is no SBOM, or lacks what every SBOM has. */
export class SbomError extends Error {
  override readonly name = "SbomError";
}
