import { Secret, type AnyAuthScheme } from "../../src/index.js";

/** The origin of {@link signingScheme}. */
export const signedOrigin = "https://api.example.com";

/** A scheme without a login that marks its requests. A test replaces the members that it is about. */
export function signingScheme(members: Partial<AnyAuthScheme> = {}): AnyAuthScheme {
  const secret = new Secret("signing-key-1");
  return {
    name: "signing",
    origins: [signedOrigin],
    secrets: { headers: ["x-proof"] },
    identity: () => ({ principal: "p", secret }),
    apply: (request) => request.with({ headers: { "x-proof": "1" } }),
    ...members,
  };
}
