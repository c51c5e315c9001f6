import type { Body, BodyInput, BodyOptions } from "./body.js";
import { bytesBody, factoryBody, isBody, jsonBody, ownBody, streamBody, textBody } from "./create-body.js";
import { formBody } from "./form-body.js";
import { isPlatformBody, platformBody } from "./platform-body.js";
import { isBytes } from "../../util/realms.js";

/**
 * Makes the body of a call from its options.
 *
 * @returns `undefined` if the options have no body
 * @throws InputError `BODY_INVALID`
 */
export function bodyOf(options: BodyOptions): Body | undefined {
  if (options.json !== undefined) return jsonBody(options.json);
  if (options.form !== undefined) return formBody(options.form);
  return options.body === undefined ? undefined : toBody(options.body);
}

/** Returns true for a value that can be sent as the body of a request. */
export function isBodyInput(value: unknown): value is BodyInput {
  if (typeof value === "string" || typeof value === "function" || isBytes(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return isBody(value) || isPlatformBody(value) || isStream(value);
}

function toBody(input: BodyInput): Body {
  if (typeof input === "string") return textBody(input);
  if (isBytes(input)) return bytesBody(input);
  if (typeof input === "function") return factoryBody(input);
  if (isBody(input)) return ownBody(input);
  return isPlatformBody(input) ? platformBody(input) : streamBody(input);
}

function isStream(value: object): value is AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in value;
}
