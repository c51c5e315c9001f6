import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  concatBytes,
  encodeUtf8,
  fromBase64,
  toBase64Url,
  toHex,
  utf8Length,
} from "../../../src/util/platform/bytes.js";
import { scrub } from "../../../src/index.js";
import { runInWebRealm } from "../../support/web-realm.js";

const anyBytes = fc.uint8Array({ maxLength: 300 });
const anyText = fc.string({ unit: "binary", maxLength: 100 });

describe("bytes and texts are converted as Node's Buffer does", () => {
  it("to hexadecimal digits and base64url, also a part of a larger buffer", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(5), (all, start) => {
        const part = all.subarray(start);
        expect(toHex(part)).toBe(Buffer.from(part).toString("hex"));
        expect(toBase64Url(part)).toBe(Buffer.from(part).toString("base64url"));
      }),
    );
  });

  it("to the same digits where nothing of Node is there, by which secrets are found", async () => {
    const forms = ["hex", "base64", "base64url"] as const;
    const texts = fc
      .sample(fc.string({ unit: "binary", minLength: 4, maxLength: 40 }), 50)
      .filter((secret) => secret.isWellFormed())
      .flatMap((secret) => forms.map((form) => ({ secret, text: `<${Buffer.from(secret).toString(form)}>` })));
    const program = "return given.texts.map(({ secret, text }) => core.scrub(text, [secret]));";
    const { value } = await runInWebRealm(program, { texts });
    expect(value).toEqual(texts.map(({ secret, text }) => scrub(text, [secret])));
    expect(value).not.toContainEqual(expect.stringMatching(/^<[\w+/=-]+>$/));
  });

  it("from base64 with padding, without, and cut anywhere", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(4), (all, cut) => {
        const base64 = Buffer.from(all).toString("base64");
        const text = base64.slice(0, Math.max(0, base64.length - cut));
        expect([...fromBase64(text)]).toEqual([...Buffer.from(text, "base64")]);
      }),
    );
  });

  it("where Node has something faster, and where nothing of Node is there", async () => {
    const texts = [...fc.sample(anyText, 50), "", "ü€😀", "\ud800"];
    const program = `
      return Promise.all(given.texts.map(async (text) => {
        const chunks = [];
        for await (const chunk of core.textBody(text).open()) chunks.push(...chunk);
        return chunks;
      }));`;
    const { value } = await runInWebRealm(program, { texts });
    expect(value).toEqual(texts.map((text) => [...Buffer.from(text)]));
    expect(texts.map((text) => [...encodeUtf8(text)])).toEqual(value);
    expect(texts.map(utf8Length)).toEqual(texts.map((text) => Buffer.byteLength(text)));
  });

  it("and chunks are joined", () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 5 }), (chunks) => {
        expect([...concatBytes(chunks)]).toEqual(chunks.flatMap((chunk) => [...chunk]));
      }),
    );
  });
});
