import { expect, expectTypeOf, it } from "vitest";
import { omitUndefined, mergeDefined } from "../../src/util/omit-undefined.js";

it("leaves out undefined members alone, and not the input", () => {
  const input = { a: 1, b: undefined, c: null, d: false } as { a: number; b: string | undefined; c: null; d: boolean };
  const result = omitUndefined(input);
  expect(Object.keys(result)).toEqual(["a", "c", "d"]);
  expect(Object.keys(input)).toContain("b");
  expectTypeOf(result.a).toEqualTypeOf<number>();
  expectTypeOf<typeof result>().toExtend<{ a: number; b?: string }>();
});

it("lays an object over another, undefined members apart", () => {
  const lower = { a: 1, b: 2 };
  expect(mergeDefined(lower, { a: undefined, c: 3 })).toEqual({ a: 1, b: 2, c: 3 });
  expect(lower).toEqual({ a: 1, b: 2 });
});
