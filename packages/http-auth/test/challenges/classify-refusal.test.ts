import { expect, it } from "vitest";
import { classifyRefusal } from "../../src/challenges/classify-refusal.js";

it.each([
  ["accepted", 200, "", "basic"],
  ["accepted", 403, 'Basic realm="r"', "basic"],
  ["rejected", 401, "", "basic"],
  ["rejected", 401, "", undefined],
  ["rejected", 401, 'Basic realm="r"', "basic"],
  ["rejected", 401, 'Digest realm="r", nonce="n", Basic realm="r"', "basic"],
  ["rejected", 401, 'Bearer realm="r"', "basic"],
  ["rejected", 401, 'Bearer realm="r"', undefined],
  ["accepted", 401, 'Digest realm="r", nonce="n"', "basic"],
  ["accepted", 401, 'Digest realm="r", nonce="n"', undefined],
  ["accepted", 401, 'DPoP error="use_dpop_nonce"', "bearer"],
  ["accepted", 401, 'Hawk ts="1", tsm="x"', "bearer"],
])("%s: status %i, %j, for %s", (verdict, status, field, scheme) => {
  const headers = new Headers({ "www-authenticate": field });
  expect(classifyRefusal({ status, headers, url: "https://a.example/" }, scheme)).toBe(verdict);
});
