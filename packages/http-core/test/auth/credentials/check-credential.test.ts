import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAuthSchemeError, Secret, type AuthScheme, type Credential } from "../../../src/index.js";
import { checkCredential } from "../../../src/auth/credentials/check-credential.js";
import { readRecord, writeRecord } from "../../../src/auth/token-store/record.js";
import { mapStore } from "../../support/map-store.js";
import { TokenService } from "../../support/token-service.js";

const looped: Record<string, unknown> = {};
looped["self"] = looped;

function nested(levels: number): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const bad: readonly (readonly [string, unknown, string])[] = [
  ["no object", undefined, "the login returned of type undefined"],
  ["null", null, "the login returned null"],
  ["a bare token", new Secret("canary-token"), "the login returned of type Secret"],
  ["a Date", { value: new Date(0) }, "value is of type Date"],
  ["a Date inside", { value: { token: "t", at: new Date(0) } }, "value.at is of type Date"],
  ["a Map", { value: { scopes: new Map() } }, "value.scopes is of type Map"],
  ["bytes", { value: [new Uint8Array(2)] }, "value[0] is of type Uint8Array"],
  [
    "an object of a class",
    {
      value: {
        jar: new (class Jar {
          readonly kept = 1;
        })(),
      },
    },
    "value.jar is of type Jar",
  ],
  ["a function", { value: { sign: () => "x" } }, "value.sign is of type function"],
  ["a bigint", { value: 1n }, "value is of type bigint"],
  ["a symbol", { value: [[Symbol("canary")]] }, "value[0][0] is of type symbol"],
  ["undefined in an object", { value: { a: { refresh: undefined } } }, "value.a.refresh is of type undefined"],
  ["a missing item", { value: Array(1) }, "value[0] is of type undefined"],
  ["NaN", { value: { count: NaN } }, "value.count is NaN"],
  ["Infinity", { value: -Infinity }, "value is -Infinity"],
  ["a name that is no word", { value: { "a b": NaN } }, 'value["a b"] is NaN'],
  ["a name with a line break", { value: { "a\nb": NaN } }, 'value["a\\nb"] is NaN'],
  ["a circle", { value: looped }, "…"],
  ["too many levels", { value: nested(1001) }, "at most 1000 levels deep"],
  ["expiresAt that is NaN", { value: "t", expiresAt: NaN }, "expiresAt is NaN"],
  ["expiresAt that never comes", { value: "t", expiresAt: Infinity }, "expiresAt is Infinity"],
  ["expiresAt as a Date", { value: "t", expiresAt: new Date(0) }, "expiresAt is of type Date"],
  ["expiresAt as text", { value: "t", expiresAt: "canary" }, "expiresAt is of type string"],
  [
    "a token in place of value",
    { token: "canary" },
    'no member value, but the unknown member "token"; expected { value',
  ],
  ["a date of another name", { value: "t", expiresIn: 5 }, 'it has the unknown member "expiresIn"; expected { value'],
  ["a date of another case", { value: "t", renewafter: 5 }, 'unknown member "renewafter"'],
  ["renewAfter that is null", { value: "t", renewAfter: null }, "renewAfter is null"],
];

const good: readonly (readonly [string, unknown])[] = [
  ["text", "t"],
  ["nothing, for a scheme that needs no value", undefined],
  ["null, numbers and booleans", { a: null, b: -1.5, c: [true, false] }],
  ["secrets at any depth", { a: [{ token: new Secret("x") }] }],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
  ["an object of another realm", runInNewContext("({ a: [1, { b: 'c' }] })")],
  ["names that objects inherit", JSON.parse('{ "__proto__": { "a": 1 }, "constructor": "x" }')],
  ["1000 levels", nested(1000)],
];

describe("a credential", () => {
  it.each(bad)("that holds %s is refused, and its path is named", (_, credential, text) => {
    const check = (): unknown => checkCredential(credential, "my-scheme");
    expect(check).toThrow(expect.objectContaining({ code: "CREDENTIAL_INVALID" }));
    expect(check).toThrow("Scheme my-scheme returned a credential that can't be kept: ");
    expect(check).toThrow(text);
    expect(check).not.toThrow("canary");
  });

  it.each(good)("may hold %s", (_, value) => {
    const credential = { value, expiresAt: 1, renewAfter: 0 };
    expect(checkCredential(credential, "s")).toBe(credential);
  });

  it("without dates never expires", () => {
    const credential = { value: "t", expiresAt: undefined, renewAfter: undefined };
    expect(checkCredential(credential, "s")).toBe(credential);
  });

  it("that is accepted comes back from a store as it was", () => {
    const data = fc.anything({
      withDate: true,
      withMap: true,
      withNullPrototype: false,
      withBigInt: true,
      withTypedArray: true,
      withSparseArray: true,
      values: [
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.constant(new Secret("s")),
        fc.constant(undefined),
      ],
    });
    fc.assert(
      fc.property(data, (value) => {
        try {
          checkCredential({ value }, "s");
        } catch (error) {
          expect(isAuthSchemeError(error)).toBe(true);
          return;
        }
        const read = readRecord(writeRecord({ id: "1", credential: { value } }));
        expect(zeroes(read?.credential.value)).toStrictEqual(zeroes(value));
      }),
    );
  });
});

/** Text of a value that shows what a secret is. JSON has no negative zero. */
function zeroes(value: unknown): string {
  return JSON.stringify({ value }, (_, each: unknown) => (each instanceof Secret ? { secret: each.reveal() } : each));
}

describe("a login that returns no plain data", () => {
  const broken = (service: TokenService, method: "acquire" | "renew"): AuthScheme<never> => ({
    ...(service.scheme() as AuthScheme<never>),
    [method]: async () => ({ value: { at: new Date(0) } }) as unknown as Credential<never>,
  });

  it.each([
    ["without a store", {}],
    ["with a store", { tokenStore: mapStore() }],
  ])("fails at once in every process: %s", async (_, options) => {
    const service = new TokenService();
    for (const clock of [service.clock, { ...service.clock }]) {
      const session = service.session({ auth: broken(service, "acquire"), clock, ...options });
      await expect(session.get("/x")).rejects.toMatchObject({ code: "CREDENTIAL_INVALID" });
    }
    expect(service.transport.requests).toHaveLength(0);
  });

  it("fails as well when it renews", async () => {
    const service = new TokenService();
    const session = service.session({ auth: broken(service, "renew") });
    await session.get("/x");
    await expect(session.renewCredential()).rejects.toMatchObject({ code: "CREDENTIAL_INVALID" });
    expect(service.logins).toBe(1);
  });
});
