import { HttpCoreError, isHttpCoreError } from "@org/http-core";

/** The codes of {@link ArmorPskError}. The README says what each one means. */
export type ArmorPskErrorCode = "ARMOR_PSK_BODY_UNSIGNABLE";

/** A request that can't be signed. It was not sent. The error never contains the secret. */
export class ArmorPskError extends HttpCoreError<ArmorPskErrorCode> {
  static override readonly kind: string = "ArmorPskError";
}

/** True for an {@link ArmorPskError}. Works across installed copies of the package. */
export function isArmorPskError(error: unknown): error is ArmorPskError {
  return isHttpCoreError(error) && error.name === "ArmorPskError";
}
