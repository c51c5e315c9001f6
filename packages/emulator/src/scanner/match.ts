import { PackageURL } from "packageurl-js";
import type { Package } from "./sbom.js";
import { isAffected } from "./version.js";
import { vulnerabilities } from "./vulnerability.js";
import type { Vulnerability } from "./vulnerability.js";

/** A package and a vulnerability that its version has. */
export interface Match {
  readonly package: Package;
  readonly vulnerability: Vulnerability;
}

/**
 * Finds the known vulnerabilities of packages. A package URL decides where there is one, else the name; a package
 * without a version has none.
 */
export function matchPackages(packages: readonly Package[]): Match[] {
  return packages.flatMap((given) => {
    const purl = parsePurl(given.purl);
    const version = given.version || (purl?.version ?? "");
    if (version === "") return [];
    return vulnerabilities
      .filter((one) => (purl === undefined ? isNamed(one, given.name) : isLocated(one, purl)))
      .filter(({ ranges }) => isAffected(version, ranges))
      .map((vulnerability) => ({ package: { ...given, version }, vulnerability }));
  });
}

/** Package URL types of language ecosystems; system software is listed under others. */
const languages = ["npm", "maven", "pypi", "golang", "cargo", "gem", "nuget", "composer", "hex", "pub", "swift"];

function isNamed({ packages }: Vulnerability, name: string): boolean {
  return packages.includes(name.toLowerCase());
}

function isLocated(vulnerability: Vulnerability, { type, namespace, name }: PackageURL): boolean {
  if (vulnerability.purl === undefined || type === "generic") {
    return !languages.includes(type) && isNamed(vulnerability, name);
  }
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
