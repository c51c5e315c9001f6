import type { AuthScheme } from "@org/http-core";
import { readOptions } from "@org/http-core/authoring";
import { accountOptionNames, type AccountOptions } from "./account/account-options.js";
import { readAccountSource, resolveTarget } from "./account/account-source.js";
import type { LinuxLinkCallOptions } from "./signing/call-options.js";
import { signingScheme } from "./signing/scheme.js";

/**
 * Makes LinuxLink's auth scheme for a session. It has no login: it signs every request with HMAC-SHA256. A call passes
 * `{ resource, params }` as `authOptions`; without them the request's own path, query and form are signed.
 *
 * @param options - a key file, or `email` and `key`. Default: the key file `~/timesys/linuxlink_key`. The file is read
 * once, by this function
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @throws LinuxLinkError `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`, `EDITION_INVALID`, and the codes of
 * {@link readKeyFile}
 */
export function linuxLinkAuth(options: AccountOptions = {}): AuthScheme<void, LinuxLinkCallOptions> {
  const own = readOptions(options, accountOptionNames, "linuxLinkAuth");
  const source = readAccountSource(own);
  const { server } = resolveTarget(source, own);
  return signingScheme({ email: source.email, key: source.key, server });
}
