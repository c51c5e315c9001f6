/**
 * What programs for LinuxLink share: reading small files, paths and variables of the environment.
 *
 * @packageDocumentation
 */
export { readVariable, type Environment } from "./environment.js";
export { resolveHome } from "./home-path.js";
export { looksLikeSecret } from "./looks-like-secret.js";
export { readCaBundle } from "./ca-bundle.js";
export { readSmallText, type FileProblem, type SmallFileOptions } from "./small-file.js";
export { pythonStrip } from "../python-format/strip.js";
