import { PackageURL } from "packageurl-js";
import type { Package } from "../sbom/sbom.js";
import { isAffected } from "./version.js";
import { vulnerabilities } from "./vulnerability.js";
import type { Vulnerability } from "./vulnerability.js";

/** A package and a vulnerability that its version has. */
export interface Match {
  readonly package: Package;
  readonly vulnerability: Vulnerability;
}

/**
 * Finds the known vulnerabilities of packages. A package URL of a language's ecosystem decides alone, since another
 * ecosystem may have a package of that name; any other is tried beside the name. A package without a version has none.
 */
export function matchPackages(packages: readonly Package[]): Match[] {
  return packages.flatMap((given) => {
    const purl = parsePurl(given.purl);
    const version = given.version || (purl?.version ?? "");
    if (version === "") return [];
    return vulnerabilities
      .filter((one) => isSamePackage(one, given.name, purl) && isAffected(version, one.ranges))
      .map((vulnerability) => ({ package: { ...given, version }, vulnerability }));
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

/** A package URL that can't be read counts as none. */
function parsePurl(text: string | undefined): PackageURL | undefined {
  try {
    return text === undefined ? undefined : PackageURL.fromString(text);
  } catch {
    return undefined;
  }
}
