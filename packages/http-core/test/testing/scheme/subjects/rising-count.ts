import type { AnyAuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";
import { countingAuth, CountingService } from "../../../support/counting-scheme.js";

const origin = "https://counting.example.com";
const right = "counting-key-31f8";

/** The scheme that counts the uses of a nonce, with its service. */
export function countingSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const key = wrongSecret ? "counting-key-bad0" : right;
  const service = new CountingService(right);
  return {
    scheme: countingAuth(origin, key) as AnyAuthScheme,
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    expireState: () => service.forgetNonces(),
    service: ({ url, headers }) => (url.startsWith(origin) ? service.respond(headers) : undefined),
  };
}
