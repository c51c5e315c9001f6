import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a program that raises errors in two copies of http-core and asks the guards of each about the errors of the other.
 *
 * @param folder - a project that has both
 * @param names - what the two are imported as
 * @returns the program's file; it prints whether the copies are the same module, and what their guards get wrong
 */
export function errorGuards(folder: string, names: readonly [string, string]): string {
  const file = join(folder, "guards.mjs");
  writeFileSync(file, program.replace("FIRST", names[0]).replace("SECOND", names[1]));
  return file;
}

/** Real calls where one raises the error; the others are made as a scheme or a transport makes them. */
const program = `
import * as first from "FIRST";
import * as second from "SECOND";

const later = new Date(0);
async function errorsOf(core) {
  const answers = { status: 404, statusText: "", headers: new Headers() };
  const transport = { send: async (request) => core.createResponse({ ...answers, url: request.url }) };
  const session = core.createSession({ baseUrl: "https://api.example.com", transport });
  const raised = await session.get("/missing").catch((error) => error);
  return {
    isHttpError: raised,
    isRedirectError: new core.RedirectError("moved", { status: 302, target: "https://example.com" }),
    isTransportError: new core.TransportError("CONNECT_FAILED", "down", { phase: "connect", bytesSent: "none" }),
    isAuthenticationError: new core.AuthenticationError("rejected", "wrong password"),
    isRetryWindowExhaustedError: new core.RetryWindowExhaustedError({ limit: 1, windowMs: 1, retryAt: later }),
  };
}

const wrong = [];
for (const [raising, asked] of [[first, second], [second, first]]) {
  const errors = Object.entries(await errorsOf(raising));
  for (const [kind, error] of errors) {
    if (error instanceof asked.HttpCoreError) wrong.push("one copy of " + kind);
    if (!asked.isHttpCoreError(error)) wrong.push("isHttpCoreError denies what " + kind + " is for");
    for (const [guard] of errors) if (asked[guard](error) !== (guard === kind)) wrong.push(guard + " of " + kind);
  }
}
console.log(JSON.stringify({ same: first === second, wrong }));
`;
