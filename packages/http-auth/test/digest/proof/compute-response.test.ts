import { createHash } from "node:crypto";
import { Secret } from "@org/http-core";
import { expect, it } from "vitest";
import { toAccount } from "../../../src/digest/proof/account.js";
import type { DigestHash } from "../../../src/digest/challenge/algorithm.js";
import type { DigestQop } from "../../../src/digest/challenge/challenge.js";
import { computeResponse } from "../../../src/digest/proof/compute-response.js";
import vectors from "../../vectors/responses.json" with { type: "json" };

const opensslNames: Readonly<Record<string, string>> = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" };

// The vectors were computed by another implementation, with the hash functions of Python.
it.each(vectors)("computes the response for $hash, session $session, qop $qop", (vector) => {
  const { username, password, realm, nonce, cnonce, nonceCount, method, uri } = vector;
  const hash = vector.hash as DigestHash;
  const response = computeResponse({
    ...toAccount({ username, password: new Secret(password) }),
    algorithm: { name: vector.hash, hash, isSession: vector.session },
    realm: Buffer.from(realm, "utf8").toString("latin1"),
    nonce,
    cnonce,
    nonceCount,
    qop: (vector.qop ?? undefined) as DigestQop | undefined,
    method,
    uri,
    bodyHash: createHash(opensslNames[hash] ?? "")
      .update(vector.body)
      .digest("hex"),
  });
  expect(response).toBe(vector.response);
});
