import { expect, it } from "vitest";
import { StoreAccess } from "../../../src/auth/token-store/store-access.js";
import { manualClock } from "../../../src/testing/index.js";

const rows: readonly (readonly [string, unknown, string])[] = [
  ["a code of the system", Object.assign(new Error("canary"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
  ["a code of PostgreSQL", Object.assign(new Error("canary"), { code: "28P01" }), "28P01"],
  ["the name of an error", new TypeError("canary"), "TypeError"],
  ["a URL as code", Object.assign(new Error("x"), { code: "redis://u:canary@h" }), "Error"],
  ["a number as code", Object.assign(new Error("x"), { code: 7 }), "Error"],
  ["a sentence as name", Object.assign(new Error("x"), { name: "canary at redis://h" }), "unknown fault"],
  ["a text", "canary", "unknown fault"],
];

it.each(rows)("a store that fails with %s is reported by kind only", async (_, error, shown) => {
  const warnings: string[] = [];
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (text: string) => void warnings.push(text) };
  await new StoreAccess("token store", logger, manualClock()).call("read", () => Promise.reject(error));
  expect(warnings).toEqual([
    `The token store does not work (${shown}); this process continues without it until it works again`,
  ]);
});
