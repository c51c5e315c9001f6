import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { Secret } from "../../../src/index.js";
import { hashText } from "../../../src/util/platform/hash-text.js";
import { runInWebRealm } from "../../support/web-realm.js";

it("on Node, the name of a text is its SHA-256, in each process", () => {
  expect(hashText("text")).toBe(createHash("sha256").update("text").digest("base64url"));
  expect(new Secret("a").fingerprint()).toBe("YiAg5HN-JAfCFt3J26OMkA9DLEJrk-FGXw-68fOUSgc");
});

it("in a browser it is random, does not tell the text, and holds as long as the page does", async () => {
  const program = `return ["hunter2", "hunter2", "hunter3"].map((text) => new core.Secret(text).fingerprint());`;
  const [first, second] = [await runInWebRealm(program), await runInWebRealm(program)].map(
    ({ value }) => value as readonly string[],
  );
  expect(first?.[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(first?.[1]).toBe(first?.[0]);
  expect(first?.[2]).not.toBe(first?.[0]);
  expect(second?.[0]).not.toBe(first?.[0]);
});
