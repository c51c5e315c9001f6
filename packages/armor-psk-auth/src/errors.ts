import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** Every code an error of this package carries. The README's table lists what each means and what to do. */
export type ArmorPskErrorCode = "ARMOR_PSK_OPTION_INVALID" | "ARMOR_PSK_BODY_UNSIGNABLE";

/** What this package refuses, before anything is sent. Never holds the secret. */
export class ArmorPskError extends HttpCoreError<ArmorPskErrorCode> {
  static override readonly kind: string = "ArmorPskError";
}

/** True for an error of this package. Works across installed copies. */
export function isArmorPskError(error: unknown): error is ArmorPskError {
  return isHttpCoreError(error) && error.name === "ArmorPskError";
}
