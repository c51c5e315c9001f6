import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskError } from "../../src/redaction/mask-error.js";

const secret = "c4n4ry-secret-value";
const known = { texts: (): ReadonlySet<string> => new Set([secret]) };

function errorWith(members: object): Error {
  return Object.assign(new Error("It failed"), members);
}

function cyclic(): object {
  const detail: Record<string, unknown> = { key: secret };
  detail["self"] = detail;
  return detail;
}

function nested(depth: number): object {
  let data: object = { key: secret };
  for (let i = 0; i < depth; i++) data = i % 2 === 0 ? [data] : { data };
  return data;
}

const holders: readonly (readonly [where: string, members: () => object])[] = [
  ["a member", () => ({ detail: secret })],
  ["a plain object", () => ({ detail: { key: secret } })],
  ["an array", () => ({ detail: ["a", secret] })],
  ["an object in an array", () => ({ detail: [{ used: [{ key: `a ${secret} b` }] }] })],
  ["an object without a prototype", () => ({ detail: Object.assign(Object.create(null), { key: secret }) })],
  ["an object that contains itself", () => ({ detail: cyclic() })],
  ["deep data", () => ({ detail: nested(5_000) })],
  ["an error in an array", () => ({ errors: [new Error(secret)] })],
  ["an error in nested data", () => ({ detail: { reasons: [{ cause: errorWith({ used: { key: secret } }) }] } })],
  [
    "data that is too large to be searched",
    () => ({ detail: Array.from({ length: 20_000 }, () => ({ key: secret })) }),
  ],
  ["a member named __proto__", () => ({ detail: JSON.parse(`{"__proto__":{"key":"${secret}"}}`) as unknown })],
];

describe("an error that leaves a call", () => {
  it.each(holders)("shows no secret in %s", (_, members) => {
    const error = errorWith(members());
    expect(maskError(error, known)).toBe(error);
    expect(inspect(error, { depth: Infinity, maxArrayLength: Infinity })).not.toContain(secret);
  });

  it("leaves the data of others as it is", () => {
    const detail = { request: { key: secret, tries: 3 }, list: [1, secret] };
    const error = errorWith({ detail });
    maskError(error, known);
    expect(detail).toEqual({ request: { key: secret, tries: 3 }, list: [1, secret] });
    expect(error).toMatchObject({ detail: { request: { key: "[redacted]", tries: 3 }, list: [1, "[redacted]"] } });
  });

  it("keeps the same data where there is no secret", () => {
    const law = fc.property(fc.object({ withNullPrototype: true }), (detail) => {
      const error = errorWith({ detail });
      maskError(error, known);
      expect((error as { detail?: unknown }).detail).toBe(detail);
    });
    expect(() => fc.assert(law)).not.toThrow();
  });

  it("runs no getter of others", () => {
    const detail = {
      key: secret,
      get other(): string {
        throw new Error("The getter was run");
      },
    };
    expect(() => maskError(errorWith({ detail }), known)).not.toThrow();
  });
});
