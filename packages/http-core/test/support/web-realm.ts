import { resolve } from "node:path";
import { createContext, Script } from "node:vm";
import { rolldown } from "rolldown";

const sources = resolve(import.meta.dirname, "../../src");

/** What browsers have besides the language, as far as sessions use it. */
const webGlobals = {
  AbortController,
  AbortSignal,
  Blob,
  DOMException,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearTimeout,
  crypto,
  fetch,
  performance,
  queueMicrotask,
  setTimeout,
};

/**
 * Runs a program in a new realm that has nothing of Node: a page that starts.
 *
 * @param program - a body of an asynchronous function, with `core`, `fetchTransport` and `given`; what it returns is JSON
 * @param given - data for the program
 * @returns what it returned, and the warnings on its console
 */
export async function runInWebRealm(
  program: string,
  given: unknown = {},
): Promise<{ readonly value: unknown; readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  const console = { warn: (text: string) => void warnings.push(text) };
  const realm = createContext({ ...webGlobals, console });
  const run = new Script(`${await bundle()}; page`).runInContext(realm) as object;
  const start = new Script(
    `async ({ core, fetchTransport }, given) => JSON.stringify(await (async () => { ${program} })())`,
  ).runInContext(realm) as (page: object, given: unknown) => Promise<string>;
  return { value: JSON.parse(await start(run, given)) as unknown, warnings };
}

let bundled: Promise<string> | undefined;

function bundle(): Promise<string> {
  return (bundled ??= makeBundle());
}

async function makeBundle(): Promise<string> {
  const entry = "\0page";
  const source = `
    export * as core from ${JSON.stringify(resolve(sources, "index.ts"))};
    export { fetchTransport } from ${JSON.stringify(resolve(sources, "transports/fetch.ts"))};`;
  const plugin = {
    name: "page",
    resolveId: (id: string) => (id === entry ? entry : null),
    load: (id: string) => (id === entry ? source : null),
  };
  const external = ["got", "undici"];
  const build = await rolldown({ input: entry, platform: "browser", plugins: [plugin], external, logLevel: "silent" });
  const { output } = await build.generate({ format: "iife", name: "page", codeSplitting: false });
  await build.close();
  return output[0].code;
}
