import { describe, expect, it } from "vitest";
import {
  createDigestHash,
  digestHashes,
  isHashAvailable,
  readAlgorithm,
  type DigestHash,
} from "../../../src/digest/challenge/algorithm.js";
import { readDigestOffer } from "../../../src/digest/challenge/challenge.js";
import { chooseChallenge, refuseOffer } from "../../../src/digest/challenge/choose-challenge.js";

const base = 'Digest realm="r", nonce="n", qop="auth"';

describe("a challenge", () => {
  it.each<readonly [string, object]>([
    [
      base,
      {
        algorithm: { name: "", hash: "MD5", isSession: false },
        qop: ["auth"],
        opaque: null,
        domain: [],
        hasUserhash: false,
      },
    ],
    [
      `${base}, algorithm=sha-512-256-SESS`,
      { algorithm: { name: "sha-512-256-SESS", hash: "SHA-512-256", isSession: true } },
    ],
    [
      `${base}, algorithm="MD5", userhash="TRUE"`,
      { algorithm: { name: "MD5", hash: "MD5", isSession: false }, hasUserhash: true },
    ],
    [`${base}, domain=" /a  https://b.example/ "`, { domain: ["/a", "https://b.example/"] }],
    ['Digest realm="r", nonce="n", qop="AUTH-INT ,auth, x"', { qop: ["auth", "auth-int"] }],
    ['Digest realm="", nonce="", opaque=""', { realm: "", nonce: "", opaque: "", qop: [] }],
  ])("is read: %s", (field, expected) => {
    const chosen = chooseChallenge(new Headers({ "www-authenticate": field }), digestHashes);
    expect(chosen?.space).toMatchObject(expected);
  });

  it.each([
    'Digest nonce="n", qop="auth"',
    'Digest realm="r", qop="auth"',
    `${base}, algorithm=SHA-512`,
    `${base}, algorithm=MD5-sessions`,
    'Digest realm="r", nonce="n", qop="auth-conf"',
    'Digest realm="r", nonce="n", qop=""',
    'Digest realm="r", nonce="n", algorithm=MD5-sess',
    `Digest realm="r\u007f", nonce="n", qop="auth"`,
  ])("is not supported: %s", (field) => {
    const headers = new Headers({ "www-authenticate": field });
    expect(readDigestOffer(headers)).toMatchObject({ algorithms: [expect.any(String)], challenges: [] });
    expect(() => refuseOffer(headers, digestHashes)).toThrow(
      expect.objectContaining({ code: "DIGEST_CHALLENGE_UNSUPPORTED" }),
    );
  });

  it("of another scheme is none of Digest's", () => {
    for (const field of ["Basic realm=x", "DigestX realm=x", "Negotiate", ""]) {
      const headers = new Headers({ "www-authenticate": field });
      expect(readDigestOffer(headers).algorithms).toEqual([]);
      expect(() => refuseOffer(headers, digestHashes)).not.toThrow();
    }
  });

  it("is quoted in messages by a few harmless characters", () => {
    const headers = new Headers({ "www-authenticate": `${base}, algorithm="${"<x>\u009b".repeat(99)}"` });
    expect(() => refuseOffer(headers, digestHashes)).toThrow(`(${"x".repeat(32)})`);
  });
});

describe("the hash functions", () => {
  it("are all there", () => expect(digestHashes.filter(isHashAvailable)).toEqual(digestHashes));

  it("have a typed error where the runtime lacks one", () => {
    const missing = "SHA-3" as DigestHash;
    expect(isHashAvailable(missing)).toBe(false);
    expect(() => createDigestHash(missing)).toThrow(
      expect.objectContaining({ name: "HttpAuthError", code: "DIGEST_ALGORITHM_UNAVAILABLE" }),
    );
  });

  it.each([
    [undefined, "MD5", false],
    ["md5-SESS", "MD5", true],
    ["Sha-256", "SHA-256", false],
  ])("are named without case: %s", (name, hash, isSession) => {
    expect(readAlgorithm(name)).toEqual({ name: name ?? "", hash, isSession });
  });
});
