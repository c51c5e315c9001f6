import { publicPackages, type Manifest } from "./packages.ts";
import type { Registry } from "./registry.ts";

interface Document {
  readonly "dist-tags": { readonly latest: string };
  readonly versions: Readonly<Record<string, Manifest>>;
}

/** Reads the newest published manifest of each package of this project from the registry, by name. */
export async function published({ url }: Registry): Promise<Readonly<Record<string, Manifest>>> {
  const found = publicPackages().map(async ({ name }): Promise<[string, Manifest][]> => {
    const response = await fetch(new URL(name.replace("/", "%2f"), url));
    if (!response.ok) return [];
    const { "dist-tags": tags, versions } = (await response.json()) as Document;
    const manifest = versions[tags.latest];
    return manifest === undefined ? [] : [[name, manifest]];
  });
  return Object.fromEntries((await Promise.all(found)).flat());
}

/** Reduces manifests to their versions. */
export function versionsOf(manifests: Readonly<Record<string, Manifest>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(manifests).map(([name, { version }]) => [name, version]));
}
