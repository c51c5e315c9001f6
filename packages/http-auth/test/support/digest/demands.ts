/** What a service of RFC 7616 demands. */
export interface DigestDemands {
  /** Default `ada`. */
  readonly username?: string;
  /** Default `secret-19aa`. */
  readonly password?: string;
  /** Sent as UTF-8. Default `things`. */
  readonly realm?: string;
  /** One challenge for each, in this order. Default SHA-256. */
  readonly algorithms?: readonly string[];
  /** Default `auth`; `null` for a service of RFC 2069. */
  readonly qop?: string | null;
  /** Takes the hash of the user name only. Default false. */
  readonly userhash?: boolean;
  /** How many requests may use a nonce. Default any number. */
  readonly maxUses?: number;
  /** False for a service that does not say that a nonce was too old. Default true. */
  readonly saysStale?: boolean;
  /** Names the nonce of the next request in each response. Default false. */
  readonly hasNextNonce?: boolean;
  /** Proves in each response that it knows the password. Default true. */
  readonly hasProof?: boolean;
  /** The qop of that proof. Default that of the request. */
  readonly proofQop?: string;
  /** Changes `Authentication-Info`. */
  readonly changeInfo?: (info: Record<string, string>) => Record<string, string>;
  /** Parameter of each challenge. */
  readonly domain?: string;
  /** More values of `WWW-Authenticate`, before the Digest challenges. */
  readonly otherChallenges?: readonly string[];
  /** Sends all challenges in one header line. Default false. */
  readonly isOneLine?: boolean;
  /** The body of each good response. Default `things`. */
  readonly responseBody?: string;
}

/** The demands, with every default filled in. */
export type Demands = Required<DigestDemands>;

/** Fills in the defaults. */
export function completeDemands(demands: DigestDemands): Demands {
  return {
    username: "ada",
    password: "secret-19aa",
    realm: "things",
    algorithms: ["SHA-256"],
    qop: "auth",
    userhash: false,
    maxUses: Infinity,
    saysStale: true,
    hasNextNonce: false,
    hasProof: true,
    proofQop: "",
    changeInfo: (info) => info,
    domain: "",
    otherChallenges: [],
    isOneLine: false,
    responseBody: "things",
    ...demands,
  };
}
