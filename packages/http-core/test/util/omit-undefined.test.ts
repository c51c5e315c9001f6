import { expect, expectTypeOf, it } from "vitest";
import { omitUndefined } from "../../src/util/omit-undefined.js";

it("leaves out undefined members alone, and not the input", () => {
  const input = { a: 1, b: undefined, c: null, d: false } as { a: number; b: string | undefined; c: null; d: boolean };
  const result = omitUndefined(input);
  expect(Object.keys(result)).toEqual(["a", "c", "d"]);
  expect(Object.keys(input)).toContain("b");
  expectTypeOf(result.a).toEqualTypeOf<number>();
  expectTypeOf<typeof result>().toExtend<{ a: number; b?: string }>();
});
