import { describe, expect, it } from "vitest";
import { Secret, type AuthScheme, type Identity } from "../../../src/index.js";
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

function keysOf(scheme: AuthScheme<string>, identity: Identity, tokenStoreKey?: Secret) {
  return deriveKeys({ scheme, identity, tokenStoreKey });
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
      keysOf(scheme, identity({ a: "1", b: "2" })),
      keysOf(scheme, identity({ b: "2", a: "1" })),
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
      const { name, sealing } = await keysOf(own, who);
      return [identityKey(own, who), name, sealing.toString("hex")];
    });
    const [first = [], second = []] = await Promise.all(names);
    for (const [index, name] of first.entries()) expect(second[index]).not.toBe(name);
  });

  it("counts origins apart from principal and extra parts", async () => {
    const many = { ...scheme, origins: [origin, "https://b.example", "https://c.example"] };
    const few = { principal: "https://b.example", secret: new Secret("s"), extra: { "https://c.example": "v" } };
    const keys = await Promise.all([keysOf(scheme, few), keysOf(many, { ...few, principal: "v", extra: {} })]);
    expect(keys[0]?.name).not.toBe(keys[1]?.name);
    expect(identityKey(scheme, few)).not.toBe(identityKey(many, { ...few, principal: "v", extra: {} }));
  });
});

describe("an identity without a secret", () => {
  const [one, twin] = [played({}), played({})];
  const who = { principal: "p" };

  it("belongs to its scheme object", async () => {
    expect(identityKey(one, who)).toBe(identityKey(one, { ...who }));
    expect(identityKey(one, who)).not.toBe(identityKey(twin, who));
    expect(identityKey(one, who)).not.toBe(identityKey(one, { principal: "other" }));
    expect((await keysOf(one, who)).name).toBe((await keysOf(one, who)).name);
    expect((await keysOf(one, who)).name).not.toBe((await keysOf(twin, who)).name);
  });

  it("has the same keys in every process that has the same key for the token store", async () => {
    const key = new Secret("key of the store");
    const keys = await keysOf(one, who, key);
    expect(await keysOf(twin, who, new Secret("key of the store"))).toEqual(keys);
    expect((await keysOf(one, who, new Secret("another key"))).name).not.toBe(keys.name);
    expect((await keysOf(one, { principal: "other" }, key)).name).not.toBe(keys.name);
  });

  it("shares no key with an identity whose secret is the key for the token store", async () => {
    const key = new Secret("key of the store");
    const [keys, other] = [await keysOf(one, who, key), await keysOf(one, { ...who, secret: key })];
    expect(other.name).not.toBe(keys.name);
    expect(other.sealing.equals(keys.sealing)).toBe(false);
    expect(other.limits.secrets).not.toEqual(keys.limits.secrets);
  });

  it("with a secret is sealed by that, whatever the key for the token store", async () => {
    const keys = await keysOf(one, { ...who, secret: new Secret("s") }, new Secret("key of the store"));
    expect(await keysOf(twin, { ...who, secret: new Secret("s") })).toEqual(keys);
  });
});
