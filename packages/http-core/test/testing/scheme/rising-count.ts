import { createHmac } from "node:crypto";
import { Secret, type AuthScheme } from "../../../src/index.js";
import type { MemoryResponse, ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../src/testing/index.js";

const origin = "https://counting.example.com";
const right = "counting-key-31f8";

/** What responses teach. */
export interface Nonce {
  readonly nonce: string;
}

/** Signs a nonce of the server and a count that rises with each request, as Digest does. */
function countingAuth(key: string): AuthScheme<void, void, Nonce> {
  const secret = new Secret(key);
  return {
    name: "counting",
    origins: [origin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "user", secret }),
    apply(request, _credential, { state, use, challenge }) {
      const nonce = challenge?.headers.get("x-nonce") ?? state?.nonce;
      if (nonce === undefined) return request;
      const count = nonce === state?.nonce ? use : 1;
      return request.with({ headers: { "x-proof": `${nonce} ${count} ${sign(secret.reveal(), nonce, count)}` } });
    },
    observe({ headers }, { state }) {
      const nonce = headers.get("x-nonce");
      return nonce === null ? state : { nonce };
    },
    classify: ({ status, headers }) => (status === 401 && headers.has("x-nonce") ? "challenged" : "accepted"),
  };
}

/** The scheme with a service that accepts a count only if it is above every earlier one. */
export function countingSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const key = wrongSecret ? "counting-key-bad0" : right;
  const counts = new Map<string, number>();
  let issued = 0;
  const respond = ({ headers }: ReceivedRequest): MemoryResponse => {
    const [nonce = "", count = "", signature] = String(headers.get("x-proof")).split(" ");
    const isNext = Number(count) > (counts.get(nonce) ?? Infinity);
    if (isNext && signature === sign(right, nonce, Number(count))) {
      counts.set(nonce, Number(count));
      return { body: { ok: true } };
    }
    const fresh = `nonce-${issued++}`;
    counts.set(fresh, 0);
    return { status: 401, headers: { "x-nonce": fresh } };
  };
  return {
    scheme: countingAuth(key) as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    expireState: () => counts.clear(),
    service: (request) => (request.url.startsWith(origin) ? respond(request) : undefined),
  };
}

function sign(key: string, nonce: string, count: number): string {
  return createHmac("sha256", key).update(`${nonce}:${count}`).digest("hex");
}
