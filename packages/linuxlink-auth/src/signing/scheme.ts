import type { AuthScheme } from "@org/http-core";
import type { Account } from "../account/account.js";
import { canonicalCall, sendsForm } from "../canonical/call.js";
import { callOfRequest } from "./call-of-request.js";
import { ObservedCallOptions, type LinuxLinkCallOptions } from "./call-options.js";
import { formBody } from "./form-body.js";
import { signCall } from "./sign-call.js";

/** An account, and the server that its requests go to. */
export interface SigningAccount extends Account {
  /** Origin and path, without a slash at the end. */
  readonly server: string;
}

/**
 * Makes the scheme that signs every request of a session.
 *
 * @param account - signs for one server
 */
export function signingScheme({ email, key, server }: SigningAccount): AuthScheme<void, LinuxLinkCallOptions> {
  return {
    name: "linuxlink",
    origins: [new URL(server).origin],
    secrets: { headers: ["x-auth-signature"], query: ["email"], fields: ["email"] },
    identity: () => ({ principal: email, secret: key }),
    async apply(request, _credential, { options, signal }) {
      const call = canonicalCall(callOfRequest(request, server, options), email, server);
      const onSigned = options instanceof ObservedCallOptions ? options.onSigned : undefined;
      const signed = await signCall(call, key, { signal, needsSha256: onSigned !== undefined });
      onSigned?.(signed);
      return request.with({
        url: call.url,
        headers: { "x-auth-signature": signed.signature },
        ...(sendsForm(call.method) ? { body: formBody(call.params, signed.digests) } : {}),
      });
    },
  };
}
