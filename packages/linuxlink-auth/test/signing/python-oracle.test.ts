import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signRequest } from "../../src/index.js";

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

/** Signs requests with the independent implementation in Python. */
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

const parts = Array.from({ length: 10 }, (_, index) => index + 1);
const batchSize = 5_000;

describe(`an independent implementation in Python${reason}`, () => {
  it.skipIf(reason !== "").each(parts)("signs and sends 5,000 of 50,000 random requests alike: part %d", () => {
    const given = fc.sample(requests, batchSize);
    const expected = oracle(given);
    expect(expected).toHaveLength(given.length);
    const differing = given.flatMap(({ server, ...request }, index) => {
      const { body = null, ...signed } = signRequest({ ...request, baseUrl: server });
      const [ours, theirs] = [{ ...signed, body }, expected[index]];
      return isDeepStrictEqual(ours, theirs) ? [] : [{ request: given[index], ours, theirs }];
    });
    expect(differing).toEqual([]);
  });
});
