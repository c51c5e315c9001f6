import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { KnownSecrets } from "../../../src/auth/credentials/known-secrets.js";
import { createRequest, Secret } from "../../../src/index.js";

const url = "https://api.example.com/";

describe("the secrets that a call knows", () => {
  it("are none at first", () => {
    expect([...new KnownSecrets().texts()]).toEqual([]);
  });

  it("are those of all that was added, in any order", () => {
    const known = new KnownSecrets();
    known.add({ a: [new Secret("of-a-credential")], b: "no secret" });
    known.add(undefined);
    known.addBody({ json: { password: "of-data" } }, undefined);
    known.addBody({}, undefined);
    known.addRequest(createRequest({ method: "GET", url, headers: { "x-proof": "of-a-header" } }), {
      headers: ["x-proof"],
    });
    known.addRequest(createRequest({ method: "GET", url: `${url}?token=of-a-parameter`, headers: [] }), undefined);
    const texts = [...known.texts()].toSorted();
    expect(texts).toEqual(["of-a-credential", "of-a-header", "of-a-parameter", "of-data"]);
    expect(known.scrub("of-data and of-a-header")).toBe("[redacted] and [redacted]");
  });
});

describe("the secrets of data for JSON", () => {
  it("are looked for in what it makes of an object, but not in bytes", () => {
    let calls = 0;
    const bytes = Object.assign(Buffer.from("bytes"), { toJSON: () => ++calls });
    const known = new KnownSecrets();
    const failing = {
      toJSON() {
        throw new Error("no JSON");
      },
      password: "of-a-failing-object",
    };
    known.addBody({ json: [{ toJSON: () => ({ password: "of-an-object" }) }, { token: bytes }, failing] }, undefined);
    expect([...known.texts()].toSorted()).toEqual(["of-a-failing-object", "of-an-object"]);
    expect(calls).toBe(0);
  });
});

/** Makes calls in a process whose garbage can be collected, and returns how many of the values that they sent are left. */
function valuesLeft(call: string): number {
  const program = `
    import { createResponse, createSession, Secret } from "@org/http-core";
    const origin = "https://api.example.com";
    const transport = {
      send: async ({ url }) => createResponse({ status: url.endsWith("bad") ? 403 : 200, url, headers: {}, body: new Uint8Array() }),
    };
    const values = [];
    const remember = (value) => (values.push(new WeakRef(value)), value);
    const auth = {
      name: "t", origins: [origin], secrets: {},
      identity: () => ({ principal: "user", secret: new Secret("password") }),
      acquire: async () => ({ value: new Secret("token") }),
      apply: (request) => request,
    };
    const session = createSession({ baseUrl: origin, transport, auth, retry: false });
    async function call() {
      const json = remember({ password: "x".repeat(1000) });
      const headers = remember({ "x-api-key": "y".repeat(1000) });
      ${call}
    }
    for (let round = 0; round < 2000; round++) await call();
    for (let round = 0; round < 10; round++) {
      gc();
      await new Promise((done) => setImmediate(done));
    }
    process.stdout.write(String(values.filter((ref) => ref.deref() !== undefined).length));
  `;
  const cwd = resolve(import.meta.dirname, "../../..");
  const run = ["--expose-gc", "--input-type=module", "--eval", program];
  return Number(execFileSync(process.execPath, run, { encoding: "utf8", cwd }));
}

describe("an open session", () => {
  const calls: readonly (readonly [string, string])[] = [
    ["succeeded", `await (await session.post("/ok", { json, headers })).bytes();`],
    ["failed", `await session.post("/bad", { json, headers }).catch(() => {});`],
    ["were prepared", `await session.prepare("/ok", { method: "POST", json, headers });`],
  ];

  it.each(calls)("keeps nothing of calls that %s", { timeout: 60_000 }, (_, call) => {
    // The machine may still hold the variables of the last call.
    expect(valuesLeft(call)).toBeLessThan(10);
  });
});
