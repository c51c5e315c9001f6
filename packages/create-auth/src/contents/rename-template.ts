import type { Names } from "../names.js";

/**
 * Replaces the name in a template. The templates are a working package called `acme`, in every spelling of the name.
 *
 * @param text - of a template
 * @param names - of the new package
 */
export function renameTemplate(text: string, { packageName, kebab, camel, pascal, constant }: Names): string {
  return text
    .replaceAll("@org/acme-auth", packageName)
    .replaceAll("ACME", constant)
    .replaceAll("Acme", pascal)
    .replaceAll(/acme(?=[A-Z])/g, camel)
    .replaceAll("acme", kebab);
}
