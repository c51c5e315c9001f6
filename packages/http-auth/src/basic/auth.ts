import type { AuthScheme } from "@org/http-core";
import { classifyRefusal } from "../challenges/classify-refusal.js";
import { checkOptions } from "./check-options.js";
import type { BasicAuthOptions } from "./types.js";

/**
 * Creates the scheme for HTTP Basic authentication (RFC 7617), in UTF-8. Each request to its origins carries user name and
 * password; it does not wait for a challenge.
 *
 * @param options - user name, password, and the hosts that receive them
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { basicAuth } from "@org/http-auth";
 * import { createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const auth = basicAuth({ username: "ada", password: "a long passphrase", origins: ["https://api.example.com"] });
 * const transport = memoryTransport(({ headers }) => (headers.get("authorization")?.startsWith("Basic ") ? 200 : 401));
 * const session = createSession({ auth, baseUrl: "https://api.example.com", transport });
 * console.log((await session.get("/me")).status);
 * await session.close();
 * ```
 */
export function basicAuth(options: BasicAuthOptions): AuthScheme {
  const { principal, secret, userPass, origins } = checkOptions(options);
  return {
    name: "basic",
    origins,
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal, secret }),
    apply(request) {
      const credentials = Buffer.from(userPass.reveal(), "utf8").toString("base64");
      return request.with({ headers: { authorization: `Basic ${credentials}` } });
    },
    classify: (response) => classifyRefusal(response, "basic"),
  };
}
