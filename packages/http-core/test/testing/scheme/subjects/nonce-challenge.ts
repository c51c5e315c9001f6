import { createHmac } from "node:crypto";
import { Secret, type AuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://nonce.example.com";

/** Proves possession of a key over a nonce that the server hands out with a 401, and that serves once. */
function nonceAuth(key: string): AuthScheme {
  const secret = new Secret(key);
  return {
    name: "nonce",
    origins: [origin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "", secret }),
    apply(request, _credential, { challenge }) {
      const nonce = challenge?.headers.get("x-nonce") ?? "";
      return request.with({ headers: { "x-nonce": nonce, "x-proof": proof(secret.reveal(), nonce) } });
    },
    classify({ status, headers }) {
      if (status !== 401) return "accepted";
      return headers.has("x-nonce") ? "challenged" : "rejected";
    },
  };
}

/** The scheme with a service that wants a new nonce of its own each time. */
export function nonceSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const [right, wrong] = ["nonce-key-77e2", "nonce-key-0000"];
  const key = wrongSecret ? wrong : right;
  const unused = new Set<string>();
  let issued = 0;
  return {
    scheme: nonceAuth(key),
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    service: ({ url, headers }) => {
      if (!url.startsWith(origin)) return undefined;
      const nonce = headers.get("x-nonce") ?? "";
      if (unused.delete(nonce)) return headers.get("x-proof") === proof(right, nonce) ? { body: { ok: true } } : 401;
      const next = `server-nonce-${issued++}`;
      unused.add(next);
      return { status: 401, headers: { "x-nonce": next } };
    },
  };
}

function proof(key: string, nonce: string): string {
  return createHmac("sha256", key).update(nonce).digest("base64url");
}
