import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signRequest } from "../src/index.js";

const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const reason = hasPython || inCi ? "" : " (skipped: python3 is not installed, and this is not CI)";

// A float must keep its fraction in JSON, so that Python reads a float and not an integer.
const float = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value));
const text = fc.string({ unit: "binary" });
const params = fc.dictionary(
  fc.oneof(text, fc.string({ minLength: 1, maxLength: 3 })),
  fc.oneof(
    text,
    fc.boolean(),
    fc.maxSafeInteger(),
    float,
    fc.array(text),
    fc.array(fc.oneof(fc.maxSafeInteger(), float)),
  ),
  { noNullPrototype: false },
);
const segment = fc.oneof(text, fc.string()).filter((part) => !/^(\.|%2e){1,2}$|[/?#]/i.test(part));
const requests = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
  resource: fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/api/v1/${parts.join("/")}`),
  params,
  email: fc.emailAddress(),
  key: fc.string({ unit: "binary", minLength: 1 }).map((key) => `k${key}k`),
  server: fc.constantFrom("https://vigiles.lynx.com", "http://127.0.0.1:8080/prefix"),
});

/** What the independent implementation in Python answers to each request. */
function oracle(given: readonly object[]): unknown[] {
  const script = fileURLToPath(new URL("oracle.py", import.meta.url));
  const input = given.map((request) => JSON.stringify(request)).join("\n");
  const { status, stdout, stderr } = spawnSync("python3", [script], {
    input,
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: "" });
  return String(stdout)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

describe(`an independent implementation in Python${reason}`, () => {
  it.skipIf(reason !== "")("signs and sends 5,000 random requests alike", { timeout: 120_000 }, () => {
    const given = fc.sample(requests, 5_000);
    const expected = oracle(given);
    expect(expected).toHaveLength(given.length);
    for (const [index, { server, ...request }] of given.entries()) {
      const { body = null, ...signed } = signRequest({ ...request, baseUrl: server });
      expect({ request: given[index], ...signed, body }).toEqual({
        request: given[index],
        ...(expected[index] as object),
      });
    }
  });
});
