import type * as nodeCrypto from "node:crypto";

/** What Node, Bun, Deno and workerd have, and browsers lack. */
interface NodeGlobals {
  readonly process?: Partial<Pick<NodeJS.Process, "getBuiltinModule" | "emitWarning">>;
}

const { process: host } = globalThis as NodeGlobals;

/** True where the built-in modules of Node are there: on Node, Bun, Deno and workerd. False in browsers. */
export const hasNodeModules: boolean = host?.getBuiltinModule !== undefined;

/**
 * Finds a module that is built into the runtime.
 *
 * @param name - with `node:`
 * @returns `undefined` in a browser
 */
export function findBuiltin(name: string): unknown {
  return host?.getBuiltinModule?.(name);
}

/** Node's module for cryptography; `undefined` in a browser. */
export function findCrypto(): typeof nodeCrypto | undefined {
  return findBuiltin("node:crypto") as typeof nodeCrypto | undefined;
}

/**
 * Warns whoever runs the program: by a process warning, in a browser on its console.
 *
 * @param message - one line
 */
export function emitWarning(message: string): void {
  if (host?.emitWarning === undefined) globalThis.console.warn(message);
  else host.emitWarning(message);
}
