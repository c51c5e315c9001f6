import type { Names } from "../names.js";

/**
 * Replaces the name in a template. The templates are a working package called `acme`, in every spelling of the name. All
 * spellings are replaced at once, since the new name may itself contain one of them.
 *
 * @param text - of a template
 * @param names - of the new package
 */
export function renameTemplate(text: string, { packageName, kebab, camel, pascal, constant }: Names): string {
  return text.replace(/@org\/acme-auth|ACME|Acme|acme(?=[A-Z])|acme/g, (spelling, at: number) => {
    if (spelling.startsWith("@")) return packageName;
    if (spelling === "ACME") return constant;
    if (spelling === "Acme") return pascal;
    return /[A-Z]/.test(text[at + spelling.length] ?? "") ? camel : kebab;
  });
}
