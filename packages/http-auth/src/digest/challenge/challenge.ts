import { parseChallenges } from "@org/http-core/authoring";
import { readAlgorithm, type DigestAlgorithm } from "./algorithm.js";

/** What a digest covers: method and URL (`auth`), or these and the body (`auth-int`). */
export type DigestQop = "auth" | "auth-int";

/** The values that proofs are made from; a server keeps them for a while (RFC 7616 section 3.3). */
export interface DigestSpace {
  /** Names the protection space. A byte string. */
  readonly realm: string;
  /** The server's nonce. A byte string. */
  readonly nonce: string;
  /** Sent back as it is; `null` if there is none. */
  readonly opaque: string | null;
  /** How hashes are computed. */
  readonly algorithm: DigestAlgorithm;
  /** What a digest may cover; empty for a server of RFC 2069, which names nothing. */
  readonly qop: readonly DigestQop[];
  /** True if the server accepts a hash instead of the user name. */
  readonly hasUserhash: boolean;
  /** The URLs, absolute or not, below which the proof is valid; empty for the whole origin. */
  readonly domain: readonly string[];
}

/** A Digest challenge to which this client can respond. */
export interface DigestChallenge {
  /** The values that the proof is made from. */
  readonly space: DigestSpace;
  /** True if only the nonce was too old; the password may be right. */
  readonly isStale: boolean;
}

/** What the Digest challenges of a response ask for. */
export interface DigestOffer {
  /** The algorithms of all Digest challenges, in the server's spelling, for messages. */
  readonly algorithms: readonly string[];
  /** The challenges that RFC 7616 defines, in the server's order of preference. */
  readonly challenges: readonly DigestChallenge[];
}

/** Reads the Digest challenges of a response; challenges of other schemes are left out. */
export function readDigestOffer(headers: Headers): DigestOffer {
  const all = parseChallenges(headers.get("www-authenticate")).filter(({ scheme }) => scheme === "digest");
  return {
    algorithms: all.map(({ params }) => params.get("algorithm") ?? "MD5"),
    challenges: all.map(({ params }) => readChallenge(params)).filter((challenge) => challenge !== undefined),
  };
}

/** These texts are sent back in a header. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

function readChallenge(params: ReadonlyMap<string, string>): DigestChallenge | undefined {
  const algorithm = readAlgorithm(params.get("algorithm"));
  const [realm, nonce] = [params.get("realm"), params.get("nonce")];
  const opaque = params.get("opaque") ?? null;
  const qop = readQop(params.get("qop"));
  if (algorithm === undefined || realm === undefined || nonce === undefined || qop === undefined) return undefined;
  if (![realm, nonce, opaque ?? ""].every((text) => sendable.test(text))) return undefined;
  // A session key needs the client's nonce, which is sent with qop only.
  if (algorithm.isSession && qop.length === 0) return undefined;
  const hasUserhash = isTrue(params.get("userhash"));
  const domain =
    params
      .get("domain")
      ?.split(/ +/)
      .filter((uri) => uri !== "") ?? [];
  return {
    space: { realm, nonce, opaque, algorithm, qop, hasUserhash, domain },
    isStale: isTrue(params.get("stale")),
  };
}

/** Reads `qop`. Returns `undefined` if it is present without a known value. */
function readQop(value: string | undefined): readonly DigestQop[] | undefined {
  if (value === undefined) return [];
  const offered = value.toLowerCase().split(/[ \t,]+/);
  const known = (["auth", "auth-int"] as const).filter((qop) => offered.includes(qop));
  return known.length === 0 ? undefined : known;
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === "true";
}
