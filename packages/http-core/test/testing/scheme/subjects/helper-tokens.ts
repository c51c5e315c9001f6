import { Secret, type AuthScheme } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://helper.example.com";

/** Gets tokens from a program of the machine, so that its login sends nothing. It knows no secret. */
export function helperSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  const issued: string[] = [];
  const valid = new Set<string>();
  const runHelper = async (): Promise<Secret> => {
    const token = `helper-token-${issued.length}`;
    issued.push(token);
    if (!wrongSecret) valid.add(`Bearer ${token}`);
    return new Secret(token);
  };
  const scheme: AuthScheme<Secret> = {
    name: "helper",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: "machine" }),
    acquire: async () => ({ value: await runHelper() }),
    apply: (request, token) => request.with({ headers: { authorization: `Bearer ${token.reveal()}` } }),
  };
  return {
    scheme: scheme as AuthScheme<unknown, unknown, unknown>,
    protectedUrl: `${origin}/things`,
    secrets: () => issued,
    expireCredentials: () => valid.clear(),
    service: ({ url, headers }) => {
      if (!url.startsWith(origin)) return undefined;
      return valid.has(headers.get("authorization") ?? "") ? { body: [] } : 401;
    },
  };
}
