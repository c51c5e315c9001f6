import type { PreparedRequest, RequestOptions, Session } from "@org/http-core";
import { digestOf, sha256Of } from "../signing/body-digest.js";
import { sendsForm } from "../canonical/call.js";
import type { CanonicalParam } from "../canonical/params.js";
import type { ParamScalar } from "../python/text.js";
import { messageText, type SignedCall } from "../signing/sign-call.js";
import type { LinuxLinkCallOptions } from "./types.js";

/** A file or stream as a dry run shows it. */
export interface DryRunBody {
  /** Of a file. */
  readonly path?: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What would have been sent. Its signature is good for exactly this request, without end. */
export interface DryRun {
  readonly headers: { readonly "X-Auth-Signature": string };
  readonly method: string;
  readonly url: string;
  /** The parameters of a POST, as they were given; the account's address among them. */
  readonly data?: Readonly<Record<string, ParamScalar | readonly ParamScalar[] | DryRunBody>>;
  /** The message that was signed; a file stands in it as its SHA-256 in angle brackets. */
  readonly hmac_msg: string;
}

/** True for what a client with `dryRun` answers. */
export function isDryRun(answer: unknown): answer is DryRun {
  return typeof answer === "object" && answer !== null && "hmac_msg" in answer && "headers" in answer;
}

/** What a session is told about a call. */
interface SessionCall extends RequestOptions {
  readonly authOptions: LinuxLinkCallOptions;
}

/**
 * Prepares and signs a request as a call does, and describes it instead of sending it.
 *
 * @param session - signs by {@link linuxLinkAuth}
 * @param url - where the request would go
 * @param call - the options it would be sent with
 */
export async function runDry(session: Session, url: string, call: SessionCall): Promise<DryRun> {
  const { promise: signed, resolve: onSigned } = Promise.withResolvers<SignedCall>();
  const prepared = await session.prepare(url, { ...call, authOptions: { ...call.authOptions, onSigned } });
  return dryRunOf(prepared, await signed);
}

function dryRunOf(prepared: PreparedRequest, signed: SignedCall): DryRun {
  const { method, url, headers } = prepared;
  const signature = headers.find(({ name }) => name === "x-auth-signature")?.value ?? "";
  const shared = { headers: { "X-Auth-Signature": signature }, method, url };
  const hmac_msg = messageText(signed);
  if (!sendsForm(method)) return { ...shared, hmac_msg };
  const data = Object.fromEntries(signed.call.params.map((param) => [param.name, shown(param, signed)]));
  return { ...shared, data, hmac_msg };
}

function shown({ given }: CanonicalParam, { digests }: SignedCall): ParamScalar | readonly ParamScalar[] | DryRunBody {
  if (typeof given !== "object" || !("open" in given)) return given;
  const { bytes } = digestOf(given, digests);
  const sha256 = sha256Of(given, digests);
  return "path" in given && typeof given.path === "string" ? { path: given.path, bytes, sha256 } : { bytes, sha256 };
}
