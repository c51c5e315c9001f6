import { afterEach, describe, expect, it } from "vitest";
import { bareObject, copyOwn, memberOf, mergeDefined } from "../../src/util/own-members.js";

const polluted = "pollutedMember";

function pollute(value: unknown): void {
  Reflect.defineProperty(Object.prototype, polluted, { value, configurable: true, writable: true });
}

afterEach(() => void Reflect.deleteProperty(Object.prototype, polluted));

describe("an object that inherits nothing", () => {
  it("has its own members and no others", () => {
    pollute("evil");
    for (const object of [bareObject(), copyOwn({ a: 1 }), mergeDefined({ a: 1 }, { b: 2 })]) {
      expect(Reflect.get(object, polluted)).toBeUndefined();
      expect(Reflect.get(object, "toString")).toBeUndefined();
    }
    expect(Object.entries(copyOwn({ a: 1, b: undefined }))).toEqual([
      ["a", 1],
      ["b", undefined],
    ]);
  });

  it("takes a member named __proto__ as any other", () => {
    const copy = copyOwn(JSON.parse('{"__proto__":{"a":1}}') as { a?: number });
    expect(copy.a).toBeUndefined();
    expect(Object.keys(copy)).toEqual(["__proto__"]);
  });

  it("leaves out what the copied object inherits", () => {
    expect(Object.keys(copyOwn(Object.create({ a: 1 }) as object))).toEqual([]);
  });
});

it("lays an object over another, undefined members apart", () => {
  const lower = { a: 1, b: 2 };
  expect(mergeDefined(lower, { a: undefined, c: 3 })).toEqual({ a: 1, b: 2, c: 3 });
  expect(lower).toEqual({ a: 1, b: 2 });
});

describe("a member", () => {
  class Example {
    pollutedMember?: string;
    method(): string {
      return "by its class";
    }
  }

  it("counts if the object or its class has it", () => {
    const object = new Example();
    expect(memberOf(object, "method")?.()).toBe("by its class");
    expect(memberOf({ a: 1 }, "a")).toBe(1);
    expect(memberOf({} as Example, polluted)).toBeUndefined();
  });

  it("does not count if every object has it", () => {
    pollute("evil");
    expect(memberOf({} as Example, polluted)).toBeUndefined();
    expect(memberOf(new Example(), "method")).toBe(Example.prototype.method);
    expect(memberOf({ [polluted]: "evil" } as Example, polluted)).toBe("evil");
    expect(memberOf(Object.create({ [polluted]: "of its class" }) as Example, polluted)).toBe("of its class");
  });
});
