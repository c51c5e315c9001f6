// A test for every test runner. SERVICES has the services as JSON; RUNNER names the test runner.
import { everyday, expected } from "./everyday.mjs";

const { test } = process.env.RUNNER === "node:test" ? await import("node:test") : globalThis;

test("what every consumer does", async () => {
  const result = await everyday(JSON.parse(process.env.SERVICES));
  if (result !== expected) throw new Error(result);
});
