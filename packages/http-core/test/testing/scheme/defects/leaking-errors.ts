import type { AnyAuthScheme } from "../../../../src/index.js";
import { acquireOf, broken } from "../../../support/broken-scheme.js";
import { apiKeySubject } from "../subjects/api-key.js";
import { rotatingSubject } from "../subjects/rotating-tokens.js";
import type { Defect } from "./broken-proofs.js";

const calls = "shows no secret in what succeeds or fails";
const refusals = "shows no secret where its renewal or logout is refused";

/** Runs a step, and quotes a secret if it fails. */
async function quoting<T>(secret: string | undefined, step: () => Promise<T> | undefined): Promise<T> {
  try {
    return (await step()) as T;
  } catch (error) {
    if (error instanceof Error) error.message += ` with ${secret}`;
    throw error;
  }
}

function leaking(
  change: (scheme: AnyAuthScheme, secret: () => string | undefined) => Partial<AnyAuthScheme>,
): Defect[2] {
  return { make: broken(rotatingSubject, (scheme, { secrets }) => change(scheme, () => secrets().at(-1))) };
}

/** Errors with a secret that the session masks, and that other users of the scheme would see. */
export const leakingErrors: readonly Defect[] = [
  [
    "quotes its password in the error of a login",
    calls,
    leaking((scheme, secret) => ({ acquire: (context) => quoting(secret(), () => acquireOf(scheme)(context)) })),
  ],
  [
    "quotes its token in the error of a renewal",
    refusals,
    leaking((scheme, secret) => ({
      renew: (credential, context) => quoting(secret(), () => scheme.renew?.(credential, context)),
    })),
  ],
  [
    "quotes its token in the error of a logout",
    refusals,
    leaking((scheme, secret) => ({
      release: (credential, context) => quoting(secret(), () => scheme.release?.(credential, context)),
    })),
  ],
  [
    "quotes its key in the error of apply",
    calls,
    {
      make: broken(apiKeySubject, (scheme, { secrets }) => ({
        apply: (request, credential, context) => {
          if (request.body?.replayable !== false) return scheme.apply(request, credential, context);
          throw new Error(`a stream can't be signed with ${secrets()[0]}`);
        },
      })),
    },
  ],
];
