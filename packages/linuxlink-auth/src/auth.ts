import type { AuthScheme } from "@org/http-core";
import { readSource, targetOf } from "./account/account-source.js";
import { canonicalCall, sendsForm } from "./canonical/call.js";
import { formBody } from "./signing/form-body.js";
import { given, refuseUnknown } from "./check-options.js";
import { signCall } from "./signing/sign-call.js";
import { statedCall } from "./signing/call-of-request.js";
import type { AccountOptions, LinuxLinkCallOptions } from "./client/types.js";

const optionNames = [
  "keyFilePath",
  "email",
  "key",
  "url",
  "edition",
  "logger",
  "env",
] as const satisfies readonly (keyof AccountOptions)[];

/**
 * The LinuxLink way to authenticate, for any session: it logs in nowhere, and signs every request with HMAC-SHA256.
 * A call passes `{ resource, params }` as `authOptions`; without them its own path, query and form are signed.
 *
 * @param options - a key file, or `email` and `key`; the file is read here, once
 * @throws LinuxLinkError `OPTION_INVALID`, `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`, `EDITION_INVALID`, and the
 * codes of {@link readKeyFile}
 */
export function linuxLinkAuth(options: AccountOptions = {}): AuthScheme<void, LinuxLinkCallOptions> {
  refuseUnknown(options, optionNames, "linuxLinkAuth");
  const { email, key, ...source } = readSource(options);
  const { server } = targetOf({ email, key, ...source }, given(options));
  return {
    name: "linuxlink",
    origins: [new URL(server).origin],
    secrets: { headers: ["x-auth-signature"], query: ["email"], fields: ["email"] },
    identity: () => ({ principal: email, secret: key }),
    async apply(request, _credential, { options: stated, signal }) {
      const call = canonicalCall(statedCall(request, server, stated), email, server);
      const signed = await signCall(call, key, signal, stated?.onSigned !== undefined);
      stated?.onSigned?.(signed);
      return request.with({
        url: call.url,
        headers: { "x-auth-signature": signed.signature },
        ...(sendsForm(call.method) ? { body: formBody(call.params, signed.digests) } : {}),
      });
    },
  };
}
