import { expect, it } from "vitest";
import { resolveHome } from "../../src/files/index.js";

it.each([
  ["~/a/b", { HOME: "/home/me" }, "/home/me/a/b"],
  ["~/a", { USERPROFILE: "/home/me" }, "/home/me/a"],
  ["~/a", { HOME: "", USERPROFILE: "/home/me" }, "/home/me/a"],
  ["~/a", { HOME: "/home/me\r" }, "/home/me/a"],
  ["~/a", {}, undefined],
  ["~", { HOME: "/home/me" }, "~"],
  ["~other/a", { HOME: "/home/me" }, "~other/a"],
  ["a/~/b", { HOME: "/home/me" }, "a/~/b"],
  ["/a", {}, "/a"],
  ["-", {}, "-"],
  ["", {}, ""],
])("the path %j with %j is %j", (path, env, expected) => {
  expect(resolveHome(path, env)).toBe(expected);
});
