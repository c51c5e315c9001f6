import { factoryBody, Secret, type Body } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { canonicalCall } from "../../src/canonical/call.js";
import { formBody } from "../../src/signing/form-body.js";
import { signRequest, type LinuxLinkParams } from "../../src/index.js";
import { messageText, signCall, type SignedCall } from "../../src/signing/sign-call.js";

const account = { email: "user@example.com", key: "secret-key" };
const server = "https://vigiles.lynx.com";
const post = { method: "POST", resource: "/api/v1/x" };

function signed(params: LinuxLinkParams, sha256?: boolean): Promise<SignedCall> {
  const call = canonicalCall({ ...post, params }, account.email, server);
  return signCall(call, new Secret(account.key), undefined, sha256);
}

async function sent({ call, digests }: SignedCall): Promise<string> {
  let text = "";
  for await (const chunk of formBody(call.params, digests).open()) text += Buffer.from(chunk).toString("latin1");
  return text;
}

/** A body that yields these texts, one at each opening and the last from then on. */
function changing(...texts: readonly string[]): Body {
  let opened = 0;
  return factoryBody(async function* () {
    yield Buffer.from(texts[Math.min(opened++, texts.length - 1)] ?? "");
  });
}

describe("the second pass over several bodies", () => {
  it.each([true, false])("sends what was signed, with SHA-256 asked for: %s", async (sha256) => {
    const [one, two] = [changing("first"), changing("second")];
    const asText = signRequest({ ...post, params: { z: "first", a: "second" }, ...account, baseUrl: server });
    const asBodies = await signed({ z: one, a: two }, sha256);
    expect([asBodies.signature, await sent(asBodies)]).toEqual([asText.signature, asText.body]);
  });

  it.each([
    ["the one that is signed first", { z: changing("same"), a: changing("same", "diff") }],
    ["the one that is signed last", { z: changing("same", "diff"), a: changing("same") }],
    ["both, which change places", { z: changing("one!", "two!"), a: changing("two!", "one!") }],
  ])("refuses where they change: %s", async (_, params) => {
    const result = await signed(params, false);
    await expect(sent(result)).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });

  it("takes one body twice, as often as it is asked for", async () => {
    const twice = changing("a b");
    const asText = signRequest({ ...post, params: { a: "a b", b: "a b" }, ...account, baseUrl: server });
    const result = await signed({ a: twice, b: twice }, false);
    expect(result.signature).toBe(asText.signature);
    expect([await sent(result), await sent(result)]).toEqual([asText.body, asText.body]);
  });

  it("refuses to sign a body that is another when it is read for a second parameter", async () => {
    const twice = changing("one", "two");
    await expect(signed({ a: twice, b: twice })).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });
});

describe("the SHA-256 of a body", () => {
  it("is known only where it was asked for", async () => {
    const asked = await signed({ a: changing("abc") });
    const [digest] = asked.digests.values();
    expect(digest).toMatchObject({ bytes: 3, encodedBytes: 3, sha256: expect.stringMatching(/^ba7816bf/) });
    const unasked = await signed({ a: changing("abc") }, false);
    expect(unasked.digests.values().next().value).not.toHaveProperty("sha256");
    expect(() => messageText(unasked)).toThrow("was not asked for");
    expect(unasked.signature).toBe(asked.signature);
  });
});
