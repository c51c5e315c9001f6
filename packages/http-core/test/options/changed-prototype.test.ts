import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { sessionOptionNames } from "../../src/options/check-options.js";

const members =
  "connectMs firstByteMs idleMs totalMs attempts baseDelayMs maxDelayMs onRetry idempotent limit windowMs loginOrigins acquireTimeoutMs acquire renew classify query fields extra expiresAt renewAfter contentType length openReusing statusText cancel challenge url maxHeaderBytes cause code retryAfterMs".split(
    " ",
  );

/** Runs calls in a process of its own, before and while `Object.prototype` has a member, and returns what differs. */
function differences(names: readonly string[]): readonly string[] {
  const program = `
    import { createResponse, createSession, Secret } from "@org/http-core";
    const origin = "https://api.example.com";
    const scheme = (acquire) => ({
      name: "s", origins: [origin], secrets: {}, ...acquire,
      identity: () => ({ principal: "user", secret: new Secret("secret") }),
      apply: (request, token) => request.with({ headers: { "x-token": String(token?.reveal()) } }),
    });
    const login = { acquire: async () => ({ value: new Secret("token") }) };
    async function outcome(auth, call) {
      const seen = [];
      const transport = {
        async send({ method, url, headers, body }, { timeout, maxHeaderBytes }) {
          const sent = body === undefined ? "none" : [body.contentType, body.length, typeof body.openReusing];
          seen.push([method, url, [...headers], sent, timeout.connectMs, timeout.idleMs, maxHeaderBytes]);
          return createResponse({ status: 200, url, headers: {} });
        },
      };
      try {
        const session = createSession({ baseUrl: origin, transport, ...(auth && { auth }) });
        const { status, statusText } = await call(session);
        await session.extend({}).get("/extended");
        await session.close();
        seen.push([status, statusText]);
      } catch (error) {
        seen.push([error.name, error.code, error.message]);
      }
      return JSON.stringify(seen);
    }
    const calls = [(s) => s.get("/x"), (s) => s.post("/x", { json: { a: 1 } }), (s) => s.put("/x", { form: { a: "1" }, timeout: {}, retry: {} })];
    async function all() {
      const results = [];
      for (const auth of [undefined, scheme({}), scheme(login)]) for (const call of calls) results.push(await outcome(auth, call));
      return results.join("\\n");
    }
    const expected = await all();
    const values = ["CHANGED", 1, true, { changed: "yes" }, ["changed"], () => "changed"];
    const found = [];
    for (const name of ${JSON.stringify(names)}) {
      for (const value of values) {
        Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
        const actual = await all();
        delete Object.prototype[name];
        if (actual !== expected) found.push(name + " as " + typeof value);
      }
    }
    process.stdout.write(JSON.stringify({ found, calls: expected.split("\\n").length, isSent: !expected.includes("Error") }));
  `;
  const cwd = resolve(import.meta.dirname, "../..");
  const run = ["--input-type=module", "--eval", program];
  const result: unknown = JSON.parse(execFileSync(process.execPath, run, { encoding: "utf8", cwd }));
  const { found, ...rest } = result as { found: readonly string[]; calls: number; isSent: boolean };
  expect(rest).toEqual({ calls: 9, isSent: true });
  return found;
}

describe("a member of Object.prototype", () => {
  it("changes no call if it is named like an option", { timeout: 60_000 }, () => {
    expect(differences(sessionOptionNames)).toEqual([]);
  });

  it(
    "changes no call if it is named like a member of an option, scheme, body, request or error",
    {
      timeout: 60_000,
    },
    () => {
      expect(differences(members)).toEqual([]);
    },
  );
});
