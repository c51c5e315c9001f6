import { describe, expect, it } from "vitest";
import { createRequest, textBody } from "../../src/index.js";

const request = createRequest({ method: "GET", url: "https://api.example.com/x", headers: { a: "1" } });

describe("a changed copy of a request", () => {
  it("has what was changed, and the rest of the request", () => {
    const copy = request.with({ url: "https://api.example.com/y", headers: { b: "2" }, body: textBody("text") });
    expect([copy.method, copy.url, [...copy.headers]]).toEqual([
      "GET",
      "https://api.example.com/y",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ]);
    expect([request.url, [...request.headers]]).toEqual(["https://api.example.com/x", [["a", "1"]]]);
  });

  it("may be the same as the request", () => {
    expect(request.with({}).url).toBe(request.url);
    expect([...request.with({ headers: undefined } as never).headers]).toEqual([["a", "1"]]);
  });

  it.each([
    ["header", "headers"],
    ["Headers", "headers"],
    ["uri", "url"],
  ])("is not made if all that changes is named %s", (name, meant) => {
    const change = { [name]: { "x-key": "canary" } };
    expect(() => request.with(change)).toThrow(
      expect.objectContaining({
        code: "OPTION_UNKNOWN",
        message: `Unknown with() option "${name}"; did you mean "${meant}"?`,
      }) as Error,
    );
  });

  it("has the origin of the request", () => {
    expect(() => request.with({ url: "https://other.example/x" })).toThrow(
      "can't change the origin of a request; pass a URL with the same origin",
    );
  });
});
