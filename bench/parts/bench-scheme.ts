import { AuthenticationError, Secret, type AuthScheme } from "@org/http-core";

/** A scheme that logs in once and adds a bearer token to each request. */
export function benchScheme(url: string, principal = "bench"): AuthScheme<{ token: string }, void> {
  const secret = new Secret("bench-secret");
  return {
    name: "bench",
    origins: [new URL(url).origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal, secret }),
    async acquire(context) {
      const response = await context.send(`${url}/login`, { method: "POST" });
      if (!response.ok) throw new AuthenticationError("transient", `The login was answered with ${response.status}`);
      const { token } = (await response.json()) as { token: string };
      return { value: { token } };
    },
    apply: (request, { token }) => request.with({ headers: { authorization: `Bearer ${token}` } }),
  };
}

/** A scheme whose identity is a number that the call gives as `authOptions`. It logs in without a request. */
export function numberedScheme(url: string): AuthScheme<{ token: string }, number> {
  return {
    name: "bench",
    origins: [url],
    secrets: { headers: ["authorization"] },
    identity: (index = 0) => ({ principal: `user-${index}`, secret: new Secret(`secret-${index}`) }),
    acquire: ({ options }) => Promise.resolve({ value: { token: `token-${options}` } }),
    apply: (request, { token }) => request.with({ headers: { authorization: `Bearer ${token}` } }),
  };
}

/** Typical session headers of an application. */
export const sessionHeaders: Readonly<Record<string, string>> = {
  "User-Agent": "bench/1.0",
  Accept: "application/json",
  "Accept-Language": "en",
  "X-Client": "bench",
  "X-Account": "17",
};

/** Typical headers of a call. */
export const callHeaders: Readonly<Record<string, string>> = { "x-request-id": "0123456789" };
