/**
 * Writes a Vigiles manifest, which can be converted to all other formats.
 *
 * @param name - the name of the document
 * @param versions - the versions of the packages, by name
 */
export function vigilesManifest(name: string, versions: Readonly<Record<string, string>>): string {
  const packages = Object.entries(versions).map(
    ([product, version]) => [product, { name: product, version, cve_product: product }] as const,
  );
  return JSON.stringify({ manifest_version: "1.23", manifest_name: name, packages: Object.fromEntries(packages) });
}
