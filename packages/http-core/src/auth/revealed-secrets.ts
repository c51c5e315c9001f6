import { Secret } from "../secret.js";

/**
 * The texts of every `Secret` in a credential's value, for scrubbing.
 *
 * @param value - plain data, nested as deep as a credential is
 */
export function revealedSecrets(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(revealedSecrets);
}
