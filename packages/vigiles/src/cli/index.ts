export { main } from "./main.js";
export { exitCodes, type ExitCode } from "./errors/exit-codes.js";
export type { Io, Sink } from "./io.js";
