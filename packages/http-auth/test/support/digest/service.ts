import { randomBytes } from "node:crypto";
import { hashOf, proofOf, readCredentials, readUsername, type Credentials, type ProofParts } from "./credentials.js";
import { completeDemands, type Demands, type DigestDemands } from "./demands.js";
import { Nonces } from "./nonces.js";

/** What a service sees of a request. */
export interface DigestRequest {
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  /** `Authorization`; empty if there is none. */
  readonly authorization: string;
  readonly body: Uint8Array;
}

/** What it responds. */
export interface DigestReply {
  readonly status: 200 | 401;
  /** Each value is one header line. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

interface Refusal {
  readonly reason: string;
  readonly isStale?: boolean;
}

const opaque = "5ccc069c403ebaf9";

/** A service of RFC 7616. It is written from the RFC, and shares no code with the scheme. */
export class DigestService {
  /** Why requests were refused. */
  readonly refusals: string[] = [];
  readonly #demands: Demands;
  readonly #nonces = new Nonces();
  #password: string;

  constructor(demands: DigestDemands = {}) {
    this.#demands = completeDemands(demands);
    this.#password = this.#demands.password;
  }

  /** Forgets all nonces, as a restart does. */
  forgetNonces(): void {
    this.#nonces.clear();
  }

  /** From now on, no password is right. */
  lock(): void {
    this.#password = randomBytes(12).toString("hex");
  }

  respond(request: DigestRequest): DigestReply {
    const sent = readCredentials(request.authorization);
    const refusal = sent === undefined ? { reason: "no digest" } : this.#check(request, sent);
    if (refusal !== undefined || sent === undefined) return this.#refuse(refusal ?? { reason: "" });
    const info = Object.entries(this.#demands.changeInfo(this.#infoFor(request, sent)));
    const value = info.map(([name, text]) => (/^(nc|qop)$/.test(name) ? `${name}=${text}` : `${name}="${text}"`));
    const headers = info.length === 0 ? [] : [["Authentication-Info", value.join(", ")] as const];
    return { status: 200, headers, body: this.#demands.responseBody };
  }

  #refuse({ reason, isStale = false }: Refusal): DigestReply {
    this.refusals.push(reason);
    const lines = this.#challenges(isStale).map((line) => Buffer.from(line, "utf8").toString("latin1"));
    const values = this.#demands.isOneLine ? [lines.join(", ")] : lines;
    return { status: 401, headers: values.map((value) => ["WWW-Authenticate", value]), body: reason };
  }

  #challenges(isStale: boolean): readonly string[] {
    const { realm, qop, domain, userhash, saysStale, otherChallenges, algorithms } = this.#demands;
    const params = [
      `realm="${realm.replace(/["\\]/g, "\\$&")}"`,
      `nonce="${this.#nonces.issue()}"`,
      `opaque="${opaque}"`,
      ...(qop === null ? [] : [`qop="${qop}"`]),
      ...(domain === "" ? [] : [`domain="${domain}"`]),
      ...(userhash ? ["userhash=true"] : []),
      "charset=UTF-8",
      ...(isStale && saysStale ? ["stale=TRUE"] : []),
    ].join(", ");
    return [...otherChallenges, ...algorithms.map((algorithm) => `Digest ${params}, algorithm=${algorithm}`)];
  }

  #check(request: DigestRequest, sent: Credentials): Refusal | undefined {
    const reason = this.#findFormFault(request, sent);
    if (reason !== undefined) return { reason };
    const { nonce = "", nc = "1" } = sent;
    if (!this.#nonces.has(nonce)) return { reason: "unknown nonce", isStale: true };
    if (sent["response"] !== proofOf(sent, this.#proofParts(request, sent))) return { reason: "response" };
    // Without qop there is no count, and a nonce is good once.
    const problem = this.#nonces.count(nonce, Number.parseInt(nc, 16), this.#demands.maxUses);
    return problem === undefined ? undefined : { reason: problem, isStale: true };
  }

  #findFormFault({ uri }: DigestRequest, sent: Credentials): string | undefined {
    const { algorithms, realm, username, userhash, qop } = this.#demands;
    const { algorithm = "MD5", qop: sentQop } = sent;
    if (!algorithms.some((known) => known.toLowerCase() === algorithm.toLowerCase())) return `algorithm ${algorithm}`;
    if (sent["realm"] !== Buffer.from(realm, "utf8").toString("latin1")) return `realm ${sent["realm"]}`;
    if (sent["opaque"] !== opaque) return `opaque ${sent["opaque"]}`;
    if (sent["uri"] !== uri) return `uri ${sent["uri"]} of ${uri}`;
    const name = readUsername(sent);
    if (name !== (userhash ? hashOf(algorithm)(username, realm) : username)) return `username ${name}`;
    if (userhash !== (sent["userhash"] === "true")) return `userhash ${sent["userhash"]}`;
    if (qop === null) return sentQop === undefined ? undefined : `qop ${sentQop}`;
    if (!qop.split(/, */).includes(sentQop ?? "")) return `qop ${sentQop}`;
    return /^[0-9a-f]{8}$/.test(sent["nc"] ?? "") ? undefined : `nc ${sent["nc"]}`;
  }

  #proofParts({ method, uri, body }: DigestRequest, sent: Credentials): ProofParts {
    const { username, realm } = this.#demands;
    const keys = this.#nonces.keysFor(sent["nonce"] ?? "", sent["cnonce"] ?? "");
    return { username, password: this.#password, realm, keys, method, uri, body, qop: sent["qop"] };
  }

  #infoFor(request: DigestRequest, sent: Credentials): Record<string, string> {
    const { hasNextNonce, hasProof, proofQop, responseBody } = this.#demands;
    const parts = this.#proofParts(request, sent);
    const next = hasNextNonce ? { nextnonce: this.#nonces.issue(parts.keys) } : {};
    const { qop: sentQop, cnonce = "", nc = "" } = sent;
    if (!hasProof || sentQop === undefined) return next;
    const qop = proofQop === "" ? sentQop : proofQop;
    const rspauth = proofOf(sent, { ...parts, qop, method: "", body: responseBody });
    return { ...next, qop, rspauth, cnonce, nc };
  }
}
