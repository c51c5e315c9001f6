import assert from "node:assert/strict";
import type { AnyAuthScheme, ApplyContext } from "../../../auth/scheme.js";
import { copyRequest, type HttpRequest } from "../../../http/request.js";
import type { SchemeHarness } from "../harness/harness.js";
import type { Applied } from "../harness/watched-scheme.js";

/** What differs in another `apply` of the same request. */
export interface AgainOptions {
  /** Another scheme. Default: the same. */
  readonly scheme?: AnyAuthScheme;
  /** The value of another credential. Default: the same. */
  readonly credential?: unknown;
  /** What is applied once more. Default: the last request. */
  readonly applied?: Applied | undefined;
}

/**
 * Applies the scheme once more to an earlier request, outside a session.
 *
 * @param harness - has made a call
 * @param change - the members of the context that differ
 * @param options - another scheme, credential or request
 */
export async function applyAgain(
  harness: SchemeHarness,
  change: (context: ApplyContext<unknown, unknown>) => object,
  options: AgainOptions = {},
): Promise<HttpRequest> {
  const last = options.applied ?? harness.watch.applied.at(-1);
  assert.ok(last !== undefined, "apply did not run: protectedUrl must be under the scheme's origins");
  const { scheme = harness.subject.scheme, credential = last.credential } = options;
  const randomBytes = (length: number): Uint8Array => Buffer.alloc(length, 0x5a);
  const context = { ...last.context, randomBytes };
  return harness.finish(
    Promise.resolve(scheme.apply(copyRequest(last.request), credential, { ...context, ...change(context) })),
  );
}

/** What of a request is compared: its URL, headers and fields. */
export function partsOf({ url, headers, body }: HttpRequest): readonly unknown[] {
  return [url, [...headers], body?.fields ?? []];
}
