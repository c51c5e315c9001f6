import { Secret } from "@org/http-core";
import { canonicalCall } from "../../src/canonical/call.js";
import type { LinuxLinkParams } from "../../src/index.js";
import { formBody } from "../../src/signing/form-body.js";
import { signCall, type SignCallOptions, type SignedCall } from "../../src/signing/sign-call.js";

/** What {@link signPost} signs, except the parameters. */
export const postInput = {
  method: "POST",
  resource: "/api/v1/vigiles/manifests",
  email: "user@example.com",
  key: "secret-key",
  baseUrl: "https://vigiles.lynx.com",
} as const;

/** Signs a POST as a session does. */
export async function signPost(params: LinuxLinkParams, options: Partial<SignCallOptions> = {}): Promise<SignedCall> {
  const call = canonicalCall({ ...postInput, params }, postInput.email, postInput.baseUrl);
  return signCall(call, new Secret(postInput.key), { needsSha256: true, ...options });
}

/** Reads the form that would be sent. */
export async function formText({ call, digests }: SignedCall): Promise<string> {
  let text = "";
  for await (const chunk of formBody(call.params, digests).open()) text += Buffer.from(chunk).toString("latin1");
  return text;
}
