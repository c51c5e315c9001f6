import { describe, expect, it } from "vitest";
import { Secret, type AuthScheme } from "../../../src/index.js";
import { identityKey } from "../../../src/auth/identities/identity-key.js";
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

  /** Two identities whose parts make the same text when they are joined with each of these separators, or without one. */
  const twins = ["", "\n", "\0", ":", ",", '","', "|"].map((mark) => {
    const one = { principal: `p${mark}x`, extra: { [`a${mark}b`]: "c" }, origins: [origin] };
    const other = { principal: "p", extra: { x: `a`, b: "c" }, origins: [origin, "https://b.example"] };
    return [mark, one, other] as const;
  });

  it.each(twins)("is joined unambiguously, whatever marks %j its parts contain", async (_, one, other) => {
    const names = [one, other].map(async ({ principal, extra, origins }) => {
      const [own, who] = [
        { ...scheme, origins },
        { principal, extra, secret: new Secret("s") },
      ] as const;
      const { name, sealing } = await deriveKeys(own, who);
      return [identityKey(own, who), name, sealing.toString("hex")];
    });
    const [first = [], second = []] = await Promise.all(names);
    for (const [index, name] of first.entries()) expect(second[index]).not.toBe(name);
  });

  it("counts origins apart from principal and extra parts", async () => {
    const many = { ...scheme, origins: [origin, "https://b.example", "https://c.example"] };
    const few = { principal: "https://b.example", secret: new Secret("s"), extra: { "https://c.example": "v" } };
    const keys = await Promise.all([deriveKeys(scheme, few), deriveKeys(many, { ...few, principal: "v", extra: {} })]);
    expect(keys[0]?.name).not.toBe(keys[1]?.name);
    expect(identityKey(scheme, few)).not.toBe(identityKey(many, { ...few, principal: "v", extra: {} }));
  });
});
