import { constants } from "node:fs";

const { O_NONBLOCK = 0, O_RDONLY } = constants;

/**
 * Opens a file for reading. Without this flag, opening a pipe without a writer would block, and could not be aborted.
 * Windows has no such flag.
 */
export const readFlags: number = O_RDONLY | O_NONBLOCK;
