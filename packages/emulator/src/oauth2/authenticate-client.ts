import { createPublicKey, createSecretKey } from "node:crypto";
import { decodeJwt, jwtVerify } from "jose";
import { OAuth2Error } from "./oauth2-error.js";
import type { KnownClient, OAuth2State } from "./state.js";

/** What a request says about its client. */
export interface ClientRequest {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The form. */
  readonly form: URLSearchParams;
  /** The audiences that an assertion may name. */
  readonly audiences: readonly string[];
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const keyAlgorithms = ["RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

/**
 * Finds the client of a request, and checks its proof: a secret in a Basic header or in the form (RFC 6749 section 2.3.1), or an
 * assertion (RFC 7523 section 2.2). A client with neither secret nor key sends only its name.
 *
 * @throws OAuth2Error `invalid_client`
 */
export async function authenticateClient(state: OAuth2State, request: ClientRequest): Promise<KnownClient> {
  const { form } = request;
  const assertion = form.get("client_assertion");
  if (assertion !== null && form.get("client_assertion_type") === assertionType) {
    return checkAssertion(state, assertion, request.audiences);
  }
  const [clientId, secret] = readSecret(request);
  const client = state.clients.get(clientId) ?? refuse("The client is unknown");
  if (client.publicKey !== undefined) refuse("The client has to sign an assertion");
  if (client.clientSecret !== secret) refuse("The client's secret is wrong");
  return client;
}

function readSecret({ authorization, form }: ClientRequest): readonly [clientId: string, secret: string | undefined] {
  const [, encoded] = /^Basic (\S+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return [form.get("client_id") ?? "", form.get("client_secret") ?? undefined];
  const [clientId = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(/:(.*)/s).map(decodeFormText);
  return [clientId, secret];
}

function decodeFormText(text: string): string {
  return new URLSearchParams(`t=${text}`).get("t") ?? "";
}

async function checkAssertion(
  state: OAuth2State,
  assertion: string,
  audiences: readonly string[],
): Promise<KnownClient> {
  const clientId = readSubject(assertion);
  const client = state.clients.get(clientId) ?? refuse("The client is unknown");
  const { publicKey, clientSecret } = client;
  const isByKey = publicKey !== undefined;
  if (!isByKey && clientSecret === undefined) refuse("The client has neither key nor secret");
  const key = isByKey ? createPublicKey(publicKey) : createSecretKey(Buffer.from(clientSecret ?? ""));
  const { payload } = await jwtVerify(assertion, key, {
    algorithms: isByKey ? keyAlgorithms : ["HS256"],
    audience: [...audiences],
    issuer: clientId,
    subject: clientId,
    currentDate: new Date(state.clock.nowMs()),
    requiredClaims: ["exp", "jti"],
  }).catch((error: Error) => refuse(`The assertion is not valid: ${error.message}`));
  const id = `${clientId} ${payload.jti}`;
  if (state.usedAssertions.has(id)) refuse("The assertion was used before");
  state.usedAssertions.add(id);
  return client;
}

function readSubject(assertion: string): string {
  try {
    return decodeJwt(assertion).sub ?? "";
  } catch {
    return refuse("The assertion is not a JWT");
  }
}

function refuse(description: string): never {
  throw new OAuth2Error("invalid_client", description);
}
