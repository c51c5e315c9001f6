import { isRecord } from "@org/http-core/authoring";
import { textOf } from "../findings/text-of.js";

/** A component of a CycloneDX document. */
export interface Component {
  /** Name, without the group. */
  readonly name: string;
  /** Version; empty if there is none. */
  readonly version: string;
}

/** The components of a CycloneDX document by their `bom-ref`, nested ones included. */
export type Components = ReadonlyMap<string, Component>;

/**
 * Collects the components of a document.
 *
 * @param bom - the document
 */
export function componentsOf(bom: Readonly<Record<string, unknown>>): Components {
  const components = new Map<string, Component>();
  const { metadata } = bom;
  const pending: unknown[] = [bom["components"], isRecord(metadata) ? metadata["component"] : undefined];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) for (const item of next) pending.push(item);
    if (!isRecord(next)) continue;
    components.set(textOf(next["bom-ref"]), { name: textOf(next["name"]), version: textOf(next["version"]) });
    pending.push(next["components"]);
  }
  return components;
}

/**
 * Finds the component that a reference names: by its `bom-ref`, also at the end of a BOM-Link
 * (`urn:cdx:<serial>/<version>#<bom-ref>`), otherwise from the package URL in it.
 *
 * @param ref - the reference
 * @param components - of the document
 * @returns the reference itself as a name, if nothing else is known
 */
export function findComponent(ref: string, components: Components): Component {
  const local = /^urn:cdx:[^#]*#(.*)$/s.exec(ref)?.[1];
  const name = local === undefined ? ref : decode(local);
  return components.get(ref) ?? components.get(name) ?? packageOf(name) ?? { name, version: "" };
}

/** Reads `pkg:<type>/<namespace>/<name>@<version>?<qualifiers>#<subpath>`. */
function packageOf(purl: string): Component | undefined {
  const path = /^pkg:[^/?#]+\/([^?#]+)/.exec(purl)?.[1];
  if (path === undefined) return undefined;
  const last = path.slice(path.lastIndexOf("/") + 1);
  const at = last.lastIndexOf("@");
  if (at <= 0) return { name: decode(last), version: "" };
  return { name: decode(last.slice(0, at)), version: decode(last.slice(at + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
