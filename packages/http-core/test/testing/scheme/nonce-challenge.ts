import { createHmac } from "node:crypto";
import { Secret, type AuthScheme } from "../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../src/testing/index.js";

const origin = "https://nonce.example.com";

/** Proves possession of a key over a nonce that the server hands out with a 401: as DPoP and Digest do. */
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

/** The scheme with a service that wants its own nonce. */
export function nonceSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const [right, wrong] = ["nonce-key-77e2", "nonce-key-0000"];
  const key = wrongSecret ? wrong : right;
  const nonce = "server-nonce";
  return {
    scheme: nonceAuth(key),
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    service: ({ url, headers }) => {
      if (!url.startsWith(origin)) return undefined;
      if (headers.get("x-nonce") !== nonce) return { status: 401, headers: { "x-nonce": nonce } };
      return headers.get("x-proof") === proof(right, nonce) ? { body: { ok: true } } : 401;
    },
  };
}

function proof(key: string, nonce: string): string {
  return createHmac("sha256", key).update(nonce).digest("base64url");
}
