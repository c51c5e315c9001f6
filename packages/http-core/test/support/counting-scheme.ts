import { createHmac } from "node:crypto";
import { Secret, type AuthScheme, type HttpRequest, type ResponseHead, type Verdict } from "../../src/index.js";

/** A nonce of the server that was accepted. */
export interface Nonce {
  readonly nonce: string;
}

interface Proof {
  readonly nonce: string;
  /** Rises with each request of a nonce. */
  readonly count: number;
}

/**
 * Signs a nonce of the server and a count that rises with each request, as Digest does. A request that follows a challenge
 * has that nonce for itself until it is accepted, so that no other request can overtake it.
 *
 * @param origin - of the service
 * @param key - that the service knows
 */
export function countingAuth(origin: string, key: string): AuthScheme<void, void, Nonce> {
  const secret = new Secret(key);
  return {
    name: "counting",
    origins: [origin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "user", secret }),
    apply(request, _credential, { state, use, challenge }) {
      const own = challenge?.headers.get("x-nonce") ?? undefined;
      if (own !== undefined) return withProof(request, secret, { nonce: own, count: 1 });
      return state === undefined ? request : withProof(request, secret, { ...state, count: use + 1 });
    },
    observe({ status }, { request, state }) {
      const sent = readProof(request.headers);
      if (status === 401) return sent?.nonce === state?.nonce ? undefined : state;
      return state ?? (sent === undefined ? undefined : { nonce: sent.nonce });
    },
    classify: (response, { request }) => classify(response, readProof(request.headers)),
  };
}

/** Only the first use of a nonce proves that the key is wrong: a later one may have been overtaken. */
function classify({ status, headers }: ResponseHead, sent: Proof | undefined): Verdict {
  if (status !== 401) return "accepted";
  return headers.has("x-nonce") && sent?.count !== 1 ? "challenged" : "rejected";
}

function withProof(request: HttpRequest, key: Secret, { nonce, count }: Proof): HttpRequest {
  return request.with({ headers: { "x-proof": `${nonce} ${count} ${sign(key.reveal(), { nonce, count })}` } });
}

function readProof(headers: Headers): (Proof & { readonly signature: string }) | undefined {
  const [nonce = "", count = "", signature] = headers.get("x-proof")?.split(" ") ?? [];
  return signature === undefined ? undefined : { nonce, count: Number(count), signature };
}

function sign(key: string, { nonce, count }: Proof): string {
  return createHmac("sha256", key).update(`${nonce}:${count}`).digest("hex");
}

/** A service that accepts a count only if it is above every earlier one of its nonce. */
export class CountingService {
  readonly #key: string;
  readonly #counts = new Map<string, number>();
  #issued = 0;

  /** @param key - the right one */
  constructor(key: string) {
    this.#key = key;
  }

  /** Responds to a request with these headers. */
  respond(requestHeaders: Headers): { readonly status: number; readonly headers?: Record<string, string> } {
    const proof = readProof(requestHeaders);
    const isNext = proof !== undefined && proof.count > (this.#counts.get(proof.nonce) ?? Infinity);
    if (isNext && proof.signature === sign(this.#key, proof)) {
      this.#counts.set(proof.nonce, proof.count);
      return { status: 200 };
    }
    const fresh = `nonce-${this.#issued++}`;
    this.#counts.set(fresh, 0);
    return { status: 401, headers: { "x-nonce": fresh } };
  }

  /** Refuses all nonces so far. */
  forgetNonces(): void {
    this.#counts.clear();
  }
}
