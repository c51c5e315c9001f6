import { describe, expect, it } from "vitest";
import { Secret, type AnyAuthScheme, type Identity } from "../../../src/index.js";
import { localLimitNames, type LimitNames } from "../../../src/auth/limits/limit-names.js";
import { deriveKeys } from "../../../src/auth/token-store/derived-keys.js";

/** What distinguishes a login. */
interface Login {
  readonly name?: string;
  readonly origins?: readonly string[];
  readonly loginOrigins?: readonly string[];
  readonly principal?: string;
  readonly secret?: string;
  readonly extra?: Record<string, string>;
}

const same = { isSameSecret: true, isSameLogin: true };
const sts = "https://sts.example";
const makers: readonly (readonly [string, (login: Login) => Promise<LimitNames>])[] = [
  ["in this process", async (login) => localLimitNames(...parts(login))],
  ["in a shared store", async (login) => sharedNames(...parts(login))],
];

async function sharedNames(scheme: AnyAuthScheme, identity: Identity): Promise<LimitNames> {
  return (await deriveKeys({ scheme, identity, tokenStoreKey: undefined })).limits;
}

function parts({ principal = "p", secret = "s", extra, ...login }: Login): [AnyAuthScheme, Identity] {
  const { name = "a", origins = ["https://api.example"], loginOrigins = [sts] } = login;
  const identity = { principal, secret: new Secret(secret), ...(extra === undefined ? {} : { extra }) };
  return [
    { name, origins, loginOrigins, secrets: {}, identity: () => identity, apply: (request) => request },
    identity,
  ];
}

describe.each(makers)("the names of limits %s", (_, namesOf) => {
  const rows: readonly (readonly [string, Login, { readonly isSameSecret: boolean; readonly isSameLogin: boolean }])[] =
    [
      ["other API hosts", { origins: ["https://b.example"] }, same],
      ["more API hosts", { origins: [sts, "https://b.example"] }, same],
      ["a repeated login origin", { loginOrigins: [sts, sts] }, same],
      ["another spelling of a login origin", { loginOrigins: ["HTTPS://STS.example:443"] }, same],
      ["a login origin without its protocol", { loginOrigins: ["sts.example"] }, same],
      ["another scheme", { name: "b" }, { isSameSecret: true, isSameLogin: false }],
      ["extra parts", { extra: { scope: "x" } }, { isSameSecret: true, isSameLogin: false }],
      ["another login origin", { loginOrigins: ["https://b.example"] }, { isSameSecret: false, isSameLogin: false }],
      ["another principal", { principal: "q" }, { isSameSecret: false, isSameLogin: false }],
      ["another secret", { secret: "t" }, { isSameSecret: false, isSameLogin: false }],
    ];
  it.each(rows)("for %s", async (__, login, { isSameSecret, isSameLogin }) => {
    const [one, other] = [await namesOf({}), await namesOf(login)];
    expect(one.secrets.join() === other.secrets.join()).toBe(isSameSecret);
    expect(one.logins.join() === other.logins.join()).toBe(isSameLogin);
  });

  it("are one for each login origin, whatever their order", async () => {
    const both = await namesOf({ loginOrigins: ["https://b.example", sts] });
    const swapped = await namesOf({ loginOrigins: [sts, "https://b.example"] });
    expect(both).toEqual(swapped);
    expect(both.secrets).toHaveLength(2);
    expect(both.secrets).toContain((await namesOf({})).secrets[0]);
    expect(both.logins).toContain((await namesOf({})).logins[0]);
  });

  it("are those of the API's origins if logins go there", async () => {
    const origins = ["https://a.example", "https://b.example"];
    const [scheme, identity] = parts({ origins });
    const { loginOrigins: _loginOrigins, ...withoutLoginOrigins } = scheme;
    expect(localLimitNames(withoutLoginOrigins, identity)).toEqual(
      localLimitNames({ ...scheme, loginOrigins: origins }, identity),
    );
  });

  it("say nothing of the secret", async () => {
    const names = await namesOf({ secret: "canary-password" });
    expect(JSON.stringify(names)).not.toContain("canary");
  });
});

describe("the names of limits of an identity without a secret", () => {
  it.each([
    ["in this process", async (...login: ReturnType<typeof parts>) => localLimitNames(...login)],
    ["in a shared store", sharedNames],
  ])("are those of its scheme object and principal %s", async (_, namesOf) => {
    const [[scheme], [twin]] = [parts({}), parts({})];
    const names = await namesOf(scheme, { principal: "p" });
    expect(await namesOf(scheme, { principal: "p" })).toEqual(names);
    for (const other of [await namesOf(twin, { principal: "p" }), await namesOf(scheme, { principal: "q" })]) {
      expect(other.secrets).not.toEqual(names.secrets);
      expect(other.logins).not.toEqual(names.logins);
    }
  });
});
