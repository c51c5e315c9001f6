import { Secret, type AuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://api.example.com";

/** An API key in the query. */
function apiKeyAuth(key: string): AuthScheme {
  const secret = new Secret(key);
  return {
    name: "api-key",
    origins: [origin],
    secrets: { query: ["api_key"] },
    identity: () => ({ principal: "", secret }),
    apply(request) {
      const url = new URL(request.url);
      url.searchParams.set("api_key", secret.reveal());
      return request.with({ url: url.href });
    },
  };
}

/** The scheme with a service that knows one key. */
export function apiKeySubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const [right, wrong] = ["key-8d1f0c77", "key-wrong-55"];
  const key = wrongSecret ? wrong : right;
  return {
    scheme: apiKeyAuth(key),
    protectedUrl: `${origin}/things?page=1`,
    secrets: () => [key],
    service: ({ url }) => {
      if (!url.startsWith(origin)) return undefined;
      return new URL(url).searchParams.get("api_key") === right ? { body: { ok: true } } : 401;
    },
  };
}
