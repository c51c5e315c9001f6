import { constants } from "node:fs";

const { O_NONBLOCK = 0, O_RDONLY } = constants;

/** Opens a file for reading. Opening a pipe without a writer would else wait where nothing can end it. Windows has no such flag. */
export const readFlags: number = O_RDONLY | O_NONBLOCK;
