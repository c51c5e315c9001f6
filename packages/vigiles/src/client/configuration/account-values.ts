import { LinuxLinkError } from "@org/linuxlink-auth";

/** A value of an account, and where it comes from. */
export interface AccountValue {
  /** Variable, flag or other source, for the message. */
  readonly name: string;
  /** Never part of a message: address and key may be swapped. */
  readonly value: string;
}

/**
 * Checks the e-mail address of an account.
 *
 * @param given - the address and its source
 * @throws LinuxLinkError `CREDENTIALS_INVALID` without the value
 */
export function checkAddress({ name, value }: AccountValue): string {
  if (value.includes("@")) return value;
  throw invalid(name, "is not an e-mail address, since it has no @; check that address and key are not swapped");
}

/**
 * Refuses values that users give by mistake instead of the key of an account.
 *
 * @param given - the key and its source
 * @throws LinuxLinkError `CREDENTIALS_INVALID` without the value
 */
export function checkKey({ name, value }: AccountValue): string {
  const mistake = mistakes.find(([pattern]) => pattern.test(value));
  if (mistake === undefined) return value;
  throw invalid(name, mistake[1]);
}

const mistakes: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^["'].*["']$/s, "has quotation marks around the key; remove them"],
  [
    /^\$(?:\(|\{)/,
    "is an expression such as $(…) or ${{ … }} that was not replaced by a key; check that the secret exists",
  ],
  [/^\{/, "holds the content of a key file; give the key alone, or name the file"],
];

function invalid(name: string, message: string): LinuxLinkError {
  return new LinuxLinkError("CREDENTIALS_INVALID", `${name} ${message}`, { field: name });
}
