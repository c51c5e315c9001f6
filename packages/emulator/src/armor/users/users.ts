import { defaultArmorUser } from "./default-user.js";
import type { ArmorAccount, ArmorPreSharedKey, ArmorUser, MfaBehaviour, PageVariant, V2Outcome } from "../options.js";

/** A user with every default filled in. */
export interface KnownUser {
  /** Position in the options, from 1. */
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly accounts: readonly Required<ArmorAccount>[];
  readonly preSharedKeys: readonly ArmorPreSharedKey[];
  readonly mfa: Required<MfaBehaviour>;
  readonly v2Outcome: V2Outcome;
  readonly pages: PageVariant;
}

const companies = ["Example Widgets", "Example Logistics", "Example Health", "Example Retail"] as const;

/** The people who can log in. */
export class Users {
  readonly all: readonly KnownUser[];
  readonly #byName: ReadonlyMap<string, KnownUser>;

  /**
   * @throws RangeError for an account id outside 1 to 65535
   * @throws TypeError for two users of one name
   */
  constructor(users: readonly ArmorUser[] = [defaultArmorUser]) {
    this.all = users.map((user, index) => withDefaults(user, index + 1));
    this.#byName = new Map(this.all.map((user) => [user.username.toLowerCase(), user]));
    if (this.#byName.size < this.all.length) throw new TypeError("Two Armor users have the same name");
  }

  find(username: string): KnownUser | undefined {
    return this.#byName.get(username.toLowerCase());
  }
}

function withDefaults(user: ArmorUser, id: number): KnownUser {
  const { username, password, accounts = defaultArmorUser.accounts, preSharedKeys = [], mfa } = user;
  const { v2Outcome = "ok", pages = {} } = user;
  return {
    id,
    username,
    password,
    accounts: accounts.map(toAccount),
    preSharedKeys,
    mfa: { outcome: "off", delayMs: 0, ...mfa },
    v2Outcome,
    pages,
  };
}

function toAccount(account: number | ArmorAccount, index: number): Required<ArmorAccount> {
  const given = typeof account === "number" ? { id: account } : account;
  if (!Number.isInteger(given.id) || given.id < 1 || given.id > 65_535) {
    throw new RangeError(`An Armor account id is an integer from 1 to 65535, not ${given.id}`);
  }
  return { name: companies[index % companies.length] ?? "", status: "Claimed", parent: -1, ...given };
}
