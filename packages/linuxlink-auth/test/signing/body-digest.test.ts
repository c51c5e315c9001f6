import { factoryBody, type Body } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { signRequest } from "../../src/index.js";
import { messageText } from "../../src/signing/sign-call.js";
import { formText, postInput, signPost } from "../support/sign-post.js";

/** Makes a body that has another text at each opening; the last text stays. */
function changingBody(...texts: readonly string[]): Body {
  let opened = 0;
  return factoryBody(async function* () {
    yield Buffer.from(texts[Math.min(opened++, texts.length - 1)] ?? "");
  });
}

describe("the second pass over several bodies", () => {
  it.each([true, false])("sends what was signed, with SHA-256 needed: %s", async (needsSha256) => {
    const [one, two] = [changingBody("first"), changingBody("second")];
    const asText = signRequest({ ...postInput, params: { z: "first", a: "second" } });
    const asBodies = await signPost({ z: one, a: two }, { needsSha256 });
    expect([asBodies.signature, await formText(asBodies)]).toEqual([asText.signature, asText.body]);
  });

  it.each([
    ["the one that is signed first", { z: changingBody("same"), a: changingBody("same", "diff") }],
    ["the one that is signed last", { z: changingBody("same", "diff"), a: changingBody("same") }],
    ["both, which change places", { z: changingBody("one!", "two!"), a: changingBody("two!", "one!") }],
  ])("refuses changed bodies: %s", async (_, params) => {
    const result = await signPost(params, { needsSha256: false });
    await expect(formText(result)).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });

  it("reads one body for two parameters, any number of times", async () => {
    const twice = changingBody("a b");
    const asText = signRequest({ ...postInput, params: { a: "a b", b: "a b" } });
    const result = await signPost({ a: twice, b: twice }, { needsSha256: false });
    expect(result.signature).toBe(asText.signature);
    expect([await formText(result), await formText(result)]).toEqual([asText.body, asText.body]);
  });

  it("refuses to sign a body that changed before it is read for a second parameter", async () => {
    const twice = changingBody("one", "two");
    await expect(signPost({ a: twice, b: twice })).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });
});

describe("the SHA-256 of a body", () => {
  it("is computed only if it is needed", async () => {
    const asked = await signPost({ a: changingBody("abc") });
    const [digest] = asked.digests.values();
    expect(digest).toMatchObject({ bytes: 3, encodedBytes: 3, sha256: expect.stringMatching(/^ba7816bf/) });
    const unasked = await signPost({ a: changingBody("abc") }, { needsSha256: false });
    expect(unasked.digests.values().next().value).not.toHaveProperty("sha256");
    expect(() => messageText(unasked)).toThrow("did not compute its SHA-256");
    expect(unasked.signature).toBe(asked.signature);
  });
});
