import { factoryBody, type Body } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { signRequest } from "../../src/index.js";
import { messageText } from "../../src/signing/sign-call.js";
import { formText, postInput, signPost } from "../support/sign-post.js";

/** A body that yields these texts, one at each opening and the last from then on. */
function changing(...texts: readonly string[]): Body {
  let opened = 0;
  return factoryBody(async function* () {
    yield Buffer.from(texts[Math.min(opened++, texts.length - 1)] ?? "");
  });
}

describe("the second pass over several bodies", () => {
  it.each([true, false])("sends what was signed, with SHA-256 asked for: %s", async (needsSha256) => {
    const [one, two] = [changing("first"), changing("second")];
    const asText = signRequest({ ...postInput, params: { z: "first", a: "second" } });
    const asBodies = await signPost({ z: one, a: two }, { needsSha256 });
    expect([asBodies.signature, await formText(asBodies)]).toEqual([asText.signature, asText.body]);
  });

  it.each([
    ["the one that is signed first", { z: changing("same"), a: changing("same", "diff") }],
    ["the one that is signed last", { z: changing("same", "diff"), a: changing("same") }],
    ["both, which change places", { z: changing("one!", "two!"), a: changing("two!", "one!") }],
  ])("refuses where they change: %s", async (_, params) => {
    const result = await signPost(params, { needsSha256: false });
    await expect(formText(result)).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });

  it("takes one body twice, as often as it is asked for", async () => {
    const twice = changing("a b");
    const asText = signRequest({ ...postInput, params: { a: "a b", b: "a b" } });
    const result = await signPost({ a: twice, b: twice }, { needsSha256: false });
    expect(result.signature).toBe(asText.signature);
    expect([await formText(result), await formText(result)]).toEqual([asText.body, asText.body]);
  });

  it("refuses to sign a body that is another when it is read for a second parameter", async () => {
    const twice = changing("one", "two");
    await expect(signPost({ a: twice, b: twice })).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });
});

describe("the SHA-256 of a body", () => {
  it("is known only where it was asked for", async () => {
    const asked = await signPost({ a: changing("abc") });
    const [digest] = asked.digests.values();
    expect(digest).toMatchObject({ bytes: 3, encodedBytes: 3, sha256: expect.stringMatching(/^ba7816bf/) });
    const unasked = await signPost({ a: changing("abc") }, { needsSha256: false });
    expect(unasked.digests.values().next().value).not.toHaveProperty("sha256");
    expect(() => messageText(unasked)).toThrow("did not compute its SHA-256");
    expect(unasked.signature).toBe(asked.signature);
  });
});
