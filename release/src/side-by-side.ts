import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a program that throws errors in two copies of http-core, and applies the guards of each copy to the errors of the other.
 *
 * @param folder - a project with both copies
 * @param names - the names under which the copies are imported
 * @returns the program's file; it prints whether the copies are the same module, and which guards are wrong
 */
export function errorGuards(folder: string, names: readonly [string, string]): string {
  const file = join(folder, "guards.mjs");
  writeFileSync(file, program.replace("FIRST", names[0]).replace("SECOND", names[1]));
  return file;
}

/** Uses a real call if one throws the error; constructs the other errors, as schemes and transports do. */
const program = `
import * as first from "FIRST";
import * as second from "SECOND";

const later = new Date(0);
async function errorsOf(core) {
  const head = { status: 404, statusText: "", headers: new Headers() };
  const transport = { send: async (request) => core.createResponse({ ...head, url: request.url }) };
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
