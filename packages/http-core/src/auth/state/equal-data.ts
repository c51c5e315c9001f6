import { isSecret } from "../../redaction/secret.js";
import { isPlainObject } from "../../util/own-members.js";

/**
 * Returns true for two values of plain data that have the same content. A `Secret` is compared by its text. A value
 * that is not plain data equals only itself.
 *
 * @param one - not nested without end
 * @param other - compared with it
 */
export function isEqualData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isSecret(one) || isSecret(other)) return isSecret(one) && isSecret(other) && one.reveal() === other.reveal();
  if (!(Array.isArray(one) && Array.isArray(other)) && !(isPlainObject(one) && isPlainObject(other))) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqualData(one[name], other[name]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
