import {
  ClientSecretBasic,
  ClientSecretJwt,
  ClientSecretPost,
  modifyAssertion,
  None,
  PrivateKeyJwt,
  TlsClientAuth,
  type ClientAuth,
  type ModifyAssertionOptions,
} from "oauth4webapi";
import type { Settings } from "../check-options.js";
import { importSigningKey } from "../signing-key.js";

/** Returns oauth4webapi's function that adds the client's proof to a request. */
export async function authenticateClient(settings: Settings): Promise<ClientAuth> {
  const { clientAuth, clientSecret, signingKey } = settings;
  if (clientAuth === "mtls") return TlsClientAuth();
  if (clientAuth === "private_key_jwt" && signingKey !== undefined) {
    return PrivateKeyJwt({ key: await importSigningKey(signingKey), ...keyIdOf(settings) }, assertionOptions(settings));
  }
  if (clientSecret === undefined) return None();
  switch (clientAuth) {
    case "basic":
      return ClientSecretBasic(clientSecret.reveal());
    case "post":
      return ClientSecretPost(clientSecret.reveal());
    case "jwt":
      return ClientSecretJwt(clientSecret.reveal(), assertionOptions(settings));
    default:
      return None();
  }
}

function keyIdOf({ keyId }: Settings): { readonly kid?: string } {
  return keyId === undefined ? {} : { kid: keyId };
}

/** oauth4webapi names the issuer as the audience, and EdDSA by the curve, which few servers know. */
function assertionOptions({ assertionAudience, signingKey }: Settings): ModifyAssertionOptions {
  return {
    [modifyAssertion](header, payload) {
      if (signingKey !== undefined) header["alg"] = signingKey.algorithm;
      if (assertionAudience !== undefined) payload["aud"] = assertionAudience;
    },
  };
}
