import { describe, expect, it } from "vitest";
import { signRequest } from "../../src/index.js";
import { signingVectors } from "../support/signing-vectors.js";

describe("signRequest agrees with the original client", () => {
  it("has all recorded requests", () => {
    expect(signingVectors).toHaveLength(38);
  });

  it.each(signingVectors)("$name: $why", ({ method, resource, params, email, key, server, expect: expected }) => {
    const signed = signRequest({ method, resource, params: Object.fromEntries(params), email, key, baseUrl: server });
    expect(signed.hmac_msg).toBe(expected.hmac_msg);
    expect(Buffer.from(signed.hmac_msg).toString("base64")).toBe(expected.hmac_msg_base64);
    expect(signed.signature).toBe(expected.signature);
    expect(signed.url).toBe(expected.wire_url);
    expect(signed.body ?? null).toBe(expected.wire_body);
  });
});
