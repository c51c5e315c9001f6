import { createRequest, Secret } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAccount } from "../../../src/digest/proof/account.js";
import { digestHashes } from "../../../src/digest/challenge/algorithm.js";
import {
  readSentDigest,
  writeAuthorization,
  type AuthorizationParts,
} from "../../../src/digest/proof/authorization.js";
import { chooseChallenge } from "../../../src/digest/challenge/choose-challenge.js";
import { parseChallenges } from "@org/http-core/authoring";
import vectors from "../../vectors/rfc.json" with { type: "json" };

interface Given {
  readonly challenge: string;
  readonly username: string;
  readonly password: string;
  readonly cnonce: string;
  readonly uri: string;
}

function answer({ challenge, username, password, cnonce, uri }: Given): string {
  const chosen = chooseChallenge(new Headers({ "www-authenticate": challenge }), digestHashes);
  if (chosen === undefined) throw new Error(`nothing to answer in ${challenge}`);
  const account = toAccount({ username, password: new Secret(password) });
  const rest = { cnonce, nonceCount: "00000001", qop: "auth", method: "GET", uri, bodyHash: "" } as const;
  return writeAuthorization({ ...chosen.space, ...account, ...rest } satisfies AuthorizationParts);
}

it.each(vectors)("writes Authorization as in $title", ({ url, authorization, ...given }) => {
  expect(answer({ ...given, uri: new URL(url).pathname })).toBe(authorization);
});

describe("the written header", () => {
  const text = fc
    .string({ unit: "binary", minLength: 1 })
    .filter((value) => !/\p{Cc}/u.test(value) && value.isWellFormed());
  const bytes = fc
    .string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) })
    .filter((value) => !value.includes("\x7f"));
  const quote = (value: string): string => `"${value.replace(/["\\]/g, "\\$&")}"`;

  it("is legal in a header, and can be read back, for any user name and realm", () => {
    fc.assert(
      fc.property(text, bytes, bytes, (username, realm, nonce) => {
        const challenge = `Digest realm=${quote(realm)}, nonce=${quote(nonce)}, qop="auth"`;
        const value = answer({ challenge, username, password: "p", cnonce: "c", uri: "/" });
        const request = createRequest({ method: "GET", url: "https://a.example/", headers: { authorization: value } });
        expect(readSentDigest(request)).toMatchObject({ realm, nonce, cnonce: "c", nonceCount: "00000001", uri: "/" });
        const [sent] = parseChallenges(value);
        const extended = sent?.params.get("username*")?.replace(/^UTF-8''/, "");
        expect(extended === undefined ? sent?.params.get("username") : decodeURIComponent(extended)).toBe(username);
      }),
    );
  });

  it("has no digest to read if another scheme wrote it", () => {
    for (const authorization of ["Basic YTpi", "Digest", 'Digest algorithm="SHA-1"', 'Bearer realm="x"']) {
      const request = createRequest({ method: "GET", url: "https://a.example/", headers: { authorization } });
      expect([authorization, readSentDigest(request)?.nonce ?? ""]).toEqual([authorization, ""]);
    }
  });
});
