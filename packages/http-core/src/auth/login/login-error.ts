import { isHttpCoreError, type HttpCoreError } from "../../http-core-error.js";
import { AuthenticationError } from "../../errors.js";
import { redactUrl } from "../../redaction/redact.js";
import { scrub } from "../../redaction/scrub.js";
import type { Secret } from "../../redaction/secret.js";
import { isError } from "../../util/realms.js";

/** How much of a message is read, in characters. */
const maxReadLength = 65_536;
const maxLength = 300;
const urlPattern = /\b[a-z][a-z0-9+.-]{0,31}:\/\/\S+/gi;

/** What a scheme does for an identity. */
export type LoginStep = "login" | "logout";

/**
 * Makes the error of a login or logout that failed. An error of this library stays as it is. The message of any other is quoted without
 * the secret, and its URLs are redacted. That of a `SyntaxError` is not quoted, since it contains the text that could
 * not be parsed.
 *
 * @param error - thrown by a scheme
 * @param secret - of the identity, if it has one
 * @param step - what failed
 */
export function toLoginError(error: unknown, secret: Secret | undefined, step: LoginStep = "login"): HttpCoreError {
  if (isHttpCoreError(error)) return error;
  return new AuthenticationError("transient", `The ${step} failed: ${describe(error, secret)}`);
}

function describe(error: unknown, secret: Secret | undefined): string {
  if (!isError(error)) return "unknown reason";
  if (error.name === "SyntaxError") return "the scheme could not parse a text";
  const line = scrub(error.message.slice(0, maxReadLength), secret === undefined ? [] : [secret.reveal()]).replace(
    /[\s\p{Cc}\p{Cf}]+/gu,
    " ",
  );
  return line.replace(urlPattern, (url) => redactUrl(url)).slice(0, maxLength);
}
