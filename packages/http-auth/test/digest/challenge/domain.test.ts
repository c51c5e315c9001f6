import { expect, it } from "vitest";
import { isInDomain } from "../../../src/digest/challenge/domain.js";

it.each<readonly [boolean, string, readonly string[]]>([
  [true, "https://a.example/x", []],
  [true, "https://a.example/private/x?y", ["/private"]],
  [true, "https://a.example/x", ["/y", "https://a.example"]],
  [true, "https://a.example/also%20x/y", ["/also x/"]],
  [false, "https://a.example/public", ["/private"]],
  [false, "https://a.example/x", ["https://b.example/"]],
  [false, "https://a.example/x", ["https://["]],
])("%s for %s in %j", (expected, url, domain) => expect(isInDomain(url, domain)).toBe(expected));
