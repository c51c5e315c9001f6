import type { ArmorAccount, ArmorPreSharedKey, ArmorUser, MfaBehaviour, PageVariant, V2Outcome } from "../options.js";
import { ownMembers } from "../../own-members.js";
import { defaultArmorUser } from "./default-user.js";

/** A user, with defaults. */
export interface KnownUser {
  /** The position in the options, counted from 1. */
  readonly id: number;
  /** The e-mail address. */
  readonly username: string;
  /** The password, in plain text. */
  readonly password: string;
  /** The accounts; the first one is the default. */
  readonly accounts: readonly Required<ArmorAccount>[];
  /** The keys that sign requests for this user. */
  readonly preSharedKeys: readonly ArmorPreSharedKey[];
  /** How the user's phone reacts. */
  readonly mfa: Required<MfaBehaviour>;
  /** The outcome of a v2 login. */
  readonly v2Outcome: V2Outcome;
  /** How the AD FS pages are written once the user is known. */
  readonly pages: PageVariant;
}

const companies = ["Example Widgets", "Example Logistics", "Example Health", "Example Retail"] as const;

/** The users of the service. */
export class Users {
  /** The users, in the order of the options. */
  readonly all: readonly KnownUser[];
  readonly #byName: ReadonlyMap<string, KnownUser>;

  /**
   * @throws RangeError for an account id outside 1 to 65535
   * @throws TypeError if two users have the same name
   */
  constructor(users: readonly ArmorUser[] = [defaultArmorUser]) {
    this.all = users.map((user, index) => withDefaults(user, index + 1));
    this.#byName = new Map(this.all.map((user) => [user.username.toLowerCase(), user]));
    if (this.#byName.size < this.all.length) throw new TypeError("Two Armor users have the same name");
  }

  /** Finds a user by name, in any case; undefined for an unknown one. */
  find(username: string): KnownUser | undefined {
    return this.#byName.get(username.toLowerCase());
  }
}

function withDefaults(user: ArmorUser, id: number): KnownUser {
  const own = ownMembers<ArmorUser>(user);
  const { username, password, accounts = defaultArmorUser.accounts, preSharedKeys = [], mfa } = own;
  const { v2Outcome = "ok" } = own;
  return {
    id,
    username,
    password,
    accounts: accounts.map(toAccount),
    preSharedKeys,
    mfa: { outcome: "off", delayMs: 0, ...mfa },
    v2Outcome,
    pages: ownMembers<PageVariant>(own.pages),
  };
}

function toAccount(account: number | ArmorAccount, index: number): Required<ArmorAccount> {
  const named = typeof account === "number" ? { id: account } : account;
  if (!Number.isInteger(named.id) || named.id < 1 || named.id > 65_535) {
    throw new RangeError(`An Armor account id must be an integer from 1 to 65535, not ${named.id}`);
  }
  return { name: companies[index % companies.length] ?? "", status: "Claimed", parent: -1, ...named };
}
