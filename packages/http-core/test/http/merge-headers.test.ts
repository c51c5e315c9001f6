import { describe, expect, it } from "vitest";
import { mergeCallerHeaders } from "../../src/http/headers.js";

describe("headers as input", () => {
  it.each([
    ["white space around a value", { "x-a": " 1" }],
    ["an array for a header that has one value", { cookie: ["a=1", "b=2"] as string[] }],
    ["something else than headers", 5 as never],
  ])("refuse %s", (_, headers) => {
    expect(() => mergeCallerHeaders(headers)).toThrow(expect.objectContaining({ code: "HEADER_INVALID" }));
  });

  it("join the values of an array, and take pairs and Headers", () => {
    const merged = mergeCallerHeaders({ accept: ["a/b", "c/d"] }, [["x-pair", "1"]], new Headers({ "x-headers": "1" }));
    expect([...merged]).toEqual([
      ["accept", "a/b, c/d"],
      ["x-pair", "1"],
      ["x-headers", "1"],
    ]);
  });
});
