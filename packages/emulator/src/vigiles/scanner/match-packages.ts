import { PackageURL } from "packageurl-js";
import type { Package } from "../sbom/sbom.js";
import { isAffected } from "./version.js";
import { vulnerabilities } from "./vulnerability.js";
import type { Vulnerability } from "./vulnerability.js";

/** A package and one of its vulnerabilities. */
export interface Match {
  /** The package, with its version. */
  readonly package: Package;
  /** The vulnerability of this version. */
  readonly vulnerability: Vulnerability;
}

/**
 * Finds the known vulnerabilities of packages. If a package URL belongs to the ecosystem of a language, only the URL is used,
 * because other ecosystems can have a package with the same name. Otherwise the name in the SBOM is used as well as the name in
 * the URL. A package without a version has no vulnerabilities.
 */
export function matchPackages(packages: readonly Package[]): Match[] {
  return packages.flatMap((pkg) => {
    const purl = parsePurl(pkg.purl);
    const version = pkg.version || (purl?.version ?? "");
    if (version === "") return [];
    return vulnerabilities
      .filter((one) => isSamePackage(one, pkg.name, purl) && isAffected(version, one.ranges))
      .map((vulnerability) => ({ package: { ...pkg, version }, vulnerability }));
  });
}

const languages = ["npm", "maven", "pypi", "golang", "cargo", "gem", "nuget", "composer", "hex", "pub", "swift"];

function isSamePackage(vulnerability: Vulnerability, name: string, purl: PackageURL | undefined): boolean {
  if (purl !== undefined && languages.includes(purl.type)) return isLocated(vulnerability, purl);
  return [name, purl?.name].some((one) => one !== undefined && vulnerability.packages.includes(one.toLowerCase()));
}

function isLocated(vulnerability: Vulnerability, { type, namespace, name }: PackageURL): boolean {
  return vulnerability.purl === [type, namespace, name].filter(Boolean).join("/").toLowerCase();
}

/** Parses a package URL; undefined for an invalid one. */
function parsePurl(text: string | undefined): PackageURL | undefined {
  try {
    return text === undefined ? undefined : PackageURL.fromString(text);
  } catch {
    return undefined;
  }
}
