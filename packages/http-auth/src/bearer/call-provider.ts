import { AuthenticationError, Secret, type Credential, type LoginContext } from "@org/http-core";
import { isRecord, isSecret, omitUndefined } from "@org/http-core/authoring";
import { isToken } from "./is-token.js";
import type { BearerToken, ProvidedToken, TokenProvider } from "./types.js";

/**
 * Calls a provider, and makes a credential of what it returns.
 *
 * @throws AuthenticationError `transient` for a value that is not a token, or that has expired; what the provider throws
 */
export async function callProvider(
  provide: TokenProvider,
  { clock, signal, cause }: LoginContext,
): Promise<Credential<BearerToken>> {
  const provided: unknown = await provide({ clock, signal, ...omitUndefined({ cause }) });
  const { token, expiresAt, renewAfter } = asProvidedToken(provided);
  const text = isSecret(token) ? token.reveal() : token;
  if (!isToken(text)) throw failure("The token provider returned something that is not a token of RFC 6750");
  for (const time of [expiresAt, renewAfter]) {
    if (time !== undefined && !Number.isFinite(time)) {
      throw failure("The token provider returned a time that is not a number of milliseconds since 1970");
    }
  }
  if (expiresAt !== undefined && expiresAt <= clock.nowMs()) {
    throw failure("The token provider returned a token that has expired");
  }
  return { value: { token: new Secret(text) }, ...omitUndefined({ expiresAt, renewAfter }) };
}

/**
 * Calls a provider after its last token was refused. The same token again would be refused again.
 *
 * @param refused - the credential with the last token
 * @throws AuthenticationError `transient` if the provider has no other token; what {@link callProvider} throws
 */
export async function callProviderAgain(
  provide: TokenProvider,
  refused: Credential<BearerToken>,
  context: LoginContext,
): Promise<Credential<BearerToken>> {
  const next = await callProvider(provide, context);
  const isSame = next.value.token.reveal() === refused.value.token.reveal();
  if (context.cause === undefined || !isSame) return next;
  const { status } = context.cause;
  const message = "The server refuses the token, and the token provider has no other one yet";
  throw new AuthenticationError("transient", message, { status });
}

function asProvidedToken(provided: unknown): Partial<ProvidedToken> {
  if (isRecord(provided) && !isSecret(provided)) return omitUndefined(provided);
  return { token: provided as string | Secret };
}

function failure(message: string): AuthenticationError {
  return new AuthenticationError("transient", message);
}
