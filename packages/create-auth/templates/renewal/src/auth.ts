import type { AuthScheme } from "@org/http-core";
import { checkOptions } from "./check-options.js";
import { logIn, logOut, renew } from "./log-in.js";
import type { AcmeAuthOptions, Tokens } from "./types.js";

/**
 * Creates a scheme that logs in for a token, renews it, and sends it with each request. A logout revokes the tokens.
 *
 * @param options - user name, password, and the service
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function acmeAuth(options: AcmeAuthOptions): AuthScheme<Tokens> {
  const settings = checkOptions(options);
  return {
    name: "acme",
    origins: [settings.origin],
    secrets: {
      headers: ["authorization"],
      fields: ["password", "access_token", "refresh_token"],
    },
    identity: () => ({ principal: settings.username, secret: settings.password }),
    acquire: (context) => logIn(settings, context),
    // If the service refuses the renewal with 401, a login with the password follows.
    renew: ({ value }, context) => renew(settings, value, context),
    release: ({ value }, context) => logOut(settings, value, context),
    apply: (request, { access }) =>
      request.with({
        headers: {
          authorization: `Bearer ${access.reveal()}`,
        },
      }),
  };
}
