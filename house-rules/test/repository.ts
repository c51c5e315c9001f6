import { resolve } from "node:path";

/** The folder of this repository. */
export const repository: string = resolve(import.meta.dirname, "../..");
