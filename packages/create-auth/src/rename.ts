import type { Names } from "./names.js";

/**
 * A template's text under the new names. Templates are a working package of the name `acme`, written in every way that
 * a name is.
 *
 * @param text - of a template
 * @param names - of the new package
 */
export function renamed(text: string, { packageName, kebab, camel, pascal, constant }: Names): string {
  return text
    .replaceAll("@org/acme-auth", packageName)
    .replaceAll("ACME", constant)
    .replaceAll("Acme", pascal)
    .replaceAll(/acme(?=[A-Z])/g, camel)
    .replaceAll("acme", kebab);
}
