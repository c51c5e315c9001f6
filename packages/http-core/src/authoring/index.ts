/**
 * A small toolkit for authors of auth packages: options are checked, and mistakes are reported, in the same way in every
 * package.
 *
 * @packageDocumentation
 */
export { parseAuthParams, parseChallenges, type Challenge } from "./challenges/parse-challenges.js";
export { readOptions, refuseOption, type OptionsOwner } from "./check-options.js";
export { checkBoolean, checkChoice, checkInteger, checkText, readSecret, type Bounds } from "./check-values.js";
export { isRecord, parseJson, parseJsonObject } from "./json.js";
export { readOrigin } from "./origin.js";
export { findServerUrlProblem, isLoopbackHost, readServerUrl } from "./server-url.js";
export { nearestName, nearestNames } from "../util/names/nearest-name.js";
export { isSecret } from "../redaction/secret.js";
export { isBytes, isError, isUrl } from "../util/realms.js";
export { memberOf } from "../util/own-members.js";
export { emitWarning } from "../util/platform/runtime.js";
export { omitUndefined, type OmitUndefined } from "../util/omit-undefined.js";
export { isHtml } from "./content-type.js";
