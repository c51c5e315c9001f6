// The modules that every request needs, as one module: it is imported when a command runs, so that help and usage
// errors don't load it.
export { createVigiles } from "../../client/vigiles.js";
export { showSignedMessage } from "../output/signed-message.js";
export { createTransport } from "./transport.js";
