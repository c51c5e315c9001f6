import { chmodSync } from "node:fs";
import { expect, it } from "vitest";
import { modeLike } from "../../src/files/output-mode.js";
import { workspace } from "../support/workspace.js";

it.each([
  [0o600, 0o600],
  [0o400, 0o600],
  [0o640, 0o640],
  [0o644, 0o644],
  [0o666, 0o644],
  [0o777, 0o644],
])("a file made from one with permissions %o has %o", async (source, expected) => {
  using files = workspace();
  chmodSync(files.write("source", ""), source);
  expect(await modeLike(files.path("source"))).toBe(expected);
});

it.each([undefined, "/dev/null", "/none"])("a file made from %s has the default permissions", async (source) => {
  expect(await modeLike(source)).toBeUndefined();
});
