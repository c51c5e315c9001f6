import { describe, expect, it } from "vitest";
import { chooseVariant } from "../src/armor/adfs-login/pages/page-variant.js";
import { createArmorState } from "../src/armor/state.js";
import { parseUser } from "../src/armor/users/parse-user.js";
import { FaultPlan } from "../src/faults/fault-plan.js";
import { startEmulator, type EmulatorOptions } from "../src/index.js";
import { createOAuth2State } from "../src/oauth2/state.js";
import type {
  ArmorAccount,
  ArmorOptions,
  ArmorUser,
  Fault,
  MfaBehaviour,
  OAuth2Client,
  OAuth2Options,
  PageVariant,
  V1Options,
  V2Options,
  VigilesOptions,
} from "../src/index.js";

type Names<T> = Readonly<Record<T extends unknown ? keyof T : never, true>>;

/** Every option of the services; the compiler asks for a new one. */
const armorOptions: Names<
  ArmorOptions | ArmorUser | ArmorAccount | MfaBehaviour | PageVariant | V1Options | V2Options
> = {
  users: true,
  profile: true,
  v1: true,
  v2: true,
  pskBody: true,
  rangeBeyondEnd: true,
  seed: true,
  clock: true,
  username: true,
  password: true,
  accounts: true,
  preSharedKeys: true,
  mfa: true,
  v2Outcome: true,
  pages: true,
  id: true,
  name: true,
  status: true,
  parent: true,
  outcome: true,
  delayMs: true,
  errorElement: true,
  action: true,
  rawAmpersands: true,
  upperCase: true,
  reverseAttributes: true,
  quotes: true,
  authMethod: true,
  wrongPasswordStatus: true,
  expiresIn: true,
  reissueEndsOldToken: true,
  authorizationCheck: true,
  authorizeLimit: true,
  wire: true,
  sso: true,
  idTokenLifetimeMs: true,
  errorStatus: true,
};
const faultMembers: Names<Fault> = {
  type: true,
  path: true,
  method: true,
  times: true,
  status: true,
  headers: true,
  body: true,
  delayMs: true,
  bytes: true,
  handled: true,
  location: true,
};
const startOptions: Names<EmulatorOptions | VigilesOptions> = {
  httpPort: true,
  httpsPort: true,
  stateDir: true,
  startMs: true,
  corsOrigin: true,
  armor: true,
  vigiles: true,
  oauth2: true,
  users: true,
  seedVectors: true,
};
const oauth2Options: Names<OAuth2Options | OAuth2Client> = {
  clients: true,
  accessTokenLifetimeMs: true,
  rotateRefreshTokens: true,
  clock: true,
  clientId: true,
  clientSecret: true,
  publicKey: true,
  scopes: true,
};

const values: readonly unknown[] = ["changed", 1, true, { changed: 1 }, ["changed"], () => "changed"];

/** Runs a function that is synchronous, so that nothing else sees the member of `Object.prototype`. */
function withMember<T>(name: string, value: unknown, run: () => T): T {
  Reflect.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}

/** What the Armor service makes of options: those that are necessary, and objects in which one member is given. */
function armorSettings(): unknown {
  const users: readonly ArmorUser[] = [
    { username: "a@example.com", password: "p" },
    {
      username: "b@example.com",
      password: "p",
      accounts: [7, { id: 8 }],
      mfa: { delayMs: 5 },
      pages: { quotes: "none" },
    },
    parseUser('{"username":"c@example.com","password":"p"}'),
  ];
  return [{}, { users }, { users, v1: { expiresIn: 900 }, v2: { sso: false } } as const].map((options) => {
    const state = createArmorState(options);
    const variants = state.users.all.map(({ pages }) => Object.entries(chooseVariant(state.settings.pages, pages)));
    const actions = state.users.all.map(({ pages }) => chooseVariant(state.settings.pages, pages).action);
    const isLimited = Array.from({ length: 3 }, () => !state.loginRateLimit.take("a@example.com"));
    return [Object.entries(state.settings), state.users.all, variants, actions, isLimited];
  });
}

/** What the OAuth 2.0 server makes of options. */
function oauth2Settings(): unknown {
  return [{}, { clients: [{ clientId: "a" }] }].map((options) => {
    const { clients, grants } = createOAuth2State(options);
    const members = [...clients.values()].map((client) =>
      Object.keys(oauth2Options).map((name) => Reflect.get(client, name)),
    );
    return [members, Object.entries(grants.options)];
  });
}

function faultOutcome(): unknown {
  const plan = new FaultPlan();
  plan.add({ type: "truncate", path: "/a" });
  plan.add({ type: "reset", path: "/*" });
  plan.add({ type: "status", path: "/*", status: 500 });
  const listed = plan.list();
  const taken = ["/a", "/b", "/b"].map((path) => {
    const fault: Partial<Record<string, unknown>> = plan.take("GET", path) ?? {};
    return Object.keys(faultMembers).map((name) => fault[name]);
  });
  return [listed, taken, plan.list()];
}

describe("options that a caller doesn't give are not read from Object.prototype", () => {
  it.each(Object.keys(oauth2Options))("as OAuth 2.0 options: %s", (name) => {
    const expected = JSON.stringify(oauth2Settings());
    for (const value of values) expect(JSON.stringify(withMember(name, value, oauth2Settings))).toBe(expected);
  });

  it.each(Object.keys(armorOptions))("as Armor options: %s", (name) => {
    const expected = JSON.stringify(armorSettings());
    for (const value of values) {
      const settings = withMember(name, value, armorSettings);
      expect(JSON.stringify(settings)).toBe(expected);
    }
  });

  it.each(Object.keys(faultMembers))("as members of a fault: %s", (name) => {
    const expected = JSON.stringify(faultOutcome());
    for (const value of values) {
      const outcome = withMember(name, value, faultOutcome);
      expect(JSON.stringify(outcome)).toBe(expected);
    }
  });

  it.each(Object.keys(startOptions))("as options of the emulator: %s", async (name) => {
    const started = withMember(name, "changed", () => startEmulator());
    await using emulator = await started;
    expect(emulator.keyFile).toContain("org-emulator-");
    expect(emulator.clock.nowMs()).toBeGreaterThan(1_700_000_000_000);
    expect(emulator.armor.username).toBe("user@example.com");
  });
});
