import { describe, expect, it } from "vitest";
import { Secret, type AuthScheme } from "../../../src/index.js";
import { identityKey } from "../../../src/auth/credentials/identity-key.js";
import { deriveKeys } from "../../../src/auth/token-store/derived-keys.js";

const origin = "https://api.example.com";

/** A scheme whose login and renewal are played by the test. */
function played(parts: Pick<AuthScheme<string>, "acquire" | "renew">): AuthScheme<string> {
  return {
    name: "played",
    origins: [origin],
    secrets: {},
    identity: () => ({ principal: "p", secret: new Secret("secret") }),
    apply: (request, token) => request.with({ headers: { "x-token": token } }),
    ...parts,
  };
}

describe("an identity", () => {
  const scheme = played({});
  const identity = (extra?: Record<string, string>) => ({
    principal: "p",
    secret: new Secret("s"),
    ...(extra === undefined ? {} : { extra }),
  });

  it("is the same whatever the order of its extra parts, and another with other ones", async () => {
    const [one, two, other] = [
      identity({ a: "1", b: "2" }),
      identity({ b: "2", a: "1" }),
      identity({ a: "1", b: "3" }),
    ].map((each) => identityKey(scheme, each));
    expect(one).toBe(two);
    expect(one).not.toBe(other);
    const [keys, same] = await Promise.all([
      deriveKeys(scheme, identity({ a: "1", b: "2" })),
      deriveKeys(scheme, identity({ b: "2", a: "1" })),
    ]);
    expect(keys.name).toBe(same.name);
  });

  it("can't be spelled in two ways", () => {
    expect(identityKey(scheme, identity({ ab: "c" }))).not.toBe(identityKey(scheme, identity({ a: "bc" })));
  });
});
