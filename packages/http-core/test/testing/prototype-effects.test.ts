import { describe, expect, it } from "vitest";
import { findPrototypeEffects } from "../../src/testing/index.js";

const program = new URL("../support/programs/inherited-option.ts", import.meta.url);
const names = ["auth", "body", "cookies", "retries", "timeout"];

function find(defect?: string, limits: { maxRunMs?: number } = {}): Promise<readonly string[]> {
  return findPrototypeEffects({ program, input: defect === undefined ? {} : { defect }, names, ...limits });
}

describe("findPrototypeEffects", () => {
  it("finds nothing where only own members are read", async () => {
    expect(await find()).toEqual([]);
  });

  it("names the member that is read, and each type that changes the result", async () => {
    const found = new Set(await find("reads"));
    expect([...found].map((text) => text.split(": ")[0])).toEqual([
      "retries as string",
      "retries as boolean",
      "retries as object",
      "retries as a list",
      "retries as function",
    ]);
    expect([...found][0]).toBe('retries as string: {"retries":"string"}');
  });

  it("finds calls that fail, or never end, because of a member", async () => {
    expect(await find("throws")).toContain("retries as string: failed with Error: Broken by retries");
  });

  it.each([
    ["waits", "Error: The calls never end"],
    ["blocks", "Error: The calls never end"],
    ["ends", "Error: Nobody catches this"],
  ])("finds calls after which nothing more can be tried: one that %s", async (defect, message) => {
    const found = await find(defect, { maxRunMs: 2000 });
    expect(found).toEqual([expect.stringMatching(new RegExp(`retries.* as string: ${message}$`))]);
  });

  it("tries members also together", async () => {
    expect(await find("reads both")).toContain('auth retries as string: {"isBoth":true}');
  });

  it.each([
    ["always throws", "Broken always"],
    ["is random", "another result each time"],
  ])("refuses calls whose result says nothing: one that %s", async (defect, message) => {
    await expect(find(defect)).rejects.toThrow(message);
  });

  it("refuses to try no names", async () => {
    await expect(findPrototypeEffects({ program, names: [] })).rejects.toThrow("There are no names to try");
  });
});
