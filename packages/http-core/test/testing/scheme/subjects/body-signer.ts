import { createHash, createHmac } from "node:crypto";
import { Secret, type AuthScheme, type Body } from "../../../../src/index.js";
import type { ReceivedRequest, SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://signed.example.com";

/** Signs method, URL, a hash of the body, a timestamp and a nonce: each attempt anew. */
function bodySignerAuth(key: string, hashBody: (body: Body | undefined) => Promise<string>): AuthScheme {
  const secret = new Secret(key);
  return {
    name: "body-signer",
    origins: [origin],
    secrets: { headers: ["x-signature"] },
    identity: () => ({ principal: "", secret }),
    async apply(request, _credential, { clock, randomBytes }) {
      if (request.body?.replayable === false) throw new Error("a one-shot stream can't be signed; give a function");
      const stamp = `${clock.nowMs()}:${Buffer.from(randomBytes(9)).toString("base64url")}`;
      const text = `${request.method} ${request.url} ${await hashBody(request.body)} ${stamp}`;
      return request.with({ headers: { "x-stamp": stamp, "x-signature": hmac(secret.reveal(), text) } });
    },
  };
}

/** The scheme with a service that checks signatures. */
export function bodySignerSubject({ wrongSecret }: SubjectOptions, isBodySigned = true): SchemeSubject {
  const [right, wrong] = ["signing-key-4c0a", "signing-key-bad1"];
  const key = wrongSecret ? wrong : right;
  const verified = ({ method, url, headers, body }: ReceivedRequest): boolean => {
    const digest = createHash("sha256")
      .update(isBodySigned ? body : "")
      .digest("hex");
    return headers.get("x-signature") === hmac(right, `${method} ${url} ${digest} ${headers.get("x-stamp")}`);
  };
  return {
    scheme: bodySignerAuth(key, isBodySigned ? bodyHash : () => bodyHash(undefined)),
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    service: (request) => {
      if (!request.url.startsWith(origin)) return undefined;
      return verified(request) ? { body: { ok: true } } : 401;
    },
  };
}

async function bodyHash(body: Body | undefined): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of body?.open() ?? []) hash.update(chunk);
  return hash.digest("hex");
}

function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64");
}
