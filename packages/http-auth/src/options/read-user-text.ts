import { isSecret, refuseOption } from "@org/http-core/authoring";

/**
 * Reads a user name or a password. The servers of RFC 7616 and RFC 7617 expect UTF-8 in Unicode Normalization Form C, and
 * no control characters.
 *
 * @param name - of the option
 * @param value - text, or a `Secret` of it; the message never quotes it
 * @returns the normalized text, which may be empty
 * @throws InputError `OPTION_INVALID`
 */
export function readUserText(name: string, value: unknown): string {
  const text = isSecret(value) ? value.reveal() : value;
  if (typeof text !== "string") refuseOption(name, "text or a Secret");
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) {
    refuseOption(name, "well-formed Unicode text without control characters");
  }
  return text.normalize("NFC");
}
