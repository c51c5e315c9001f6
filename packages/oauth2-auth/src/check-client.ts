import type { Secret } from "@org/http-core";
import { checkChoice, checkText, readSecret, refuseOption } from "@org/http-core/authoring";
import { readSigningKey, type SigningKey } from "./signing-key.js";
import type { OAuth2AuthOptions, OAuth2ClientAuth } from "./types.js";

/** The client, and how it proves its identity. */
export interface ClientSettings {
  /** Not empty. */
  readonly clientId: string;
  /** How the client proves its identity. */
  readonly clientAuth: OAuth2ClientAuth;
  /** Undefined for a client without a secret. */
  readonly clientSecret: Secret | undefined;
  /** The text of the private key, by which the client is identified. Undefined without one. */
  readonly privateKey: Secret | undefined;
  /** The private key, parsed. Undefined without one. */
  readonly signingKey: SigningKey | undefined;
  /** Names the private key to the server. */
  readonly keyId: string | undefined;
  /** The audience of assertions; undefined for the issuer. */
  readonly assertionAudience: string | undefined;
}

const clientAuths: readonly OAuth2ClientAuth[] = ["basic", "post", "jwt", "private_key_jwt", "mtls", "none"];
const needSecret: readonly OAuth2ClientAuth[] = ["basic", "post", "jwt"];

/**
 * Checks the options of the client.
 *
 * @throws InputError `OPTION_INVALID`; no message quotes a secret
 */
export function checkClient(options: OAuth2AuthOptions): ClientSettings {
  const clientSecret = readOptional("clientSecret", options.clientSecret, readSecret);
  const privateKey = readOptional("privateKey", options.privateKey, readSecret);
  const clientAuth = checkChoice("clientAuth", options.clientAuth ?? defaultClientAuth(options), clientAuths);
  if (needSecret.includes(clientAuth) && clientSecret === undefined) {
    refuseOption("clientSecret", `given with clientAuth "${clientAuth}"`);
  }
  if ((clientAuth === "private_key_jwt") !== (privateKey !== undefined)) {
    refuseOption("privateKey", 'given with clientAuth "private_key_jwt", and with no other');
  }
  if (clientAuth === "none" && options.refreshToken === undefined) {
    refuseOption("clientSecret", "given, or a privateKey; only a public client with a refresh token has neither");
  }
  return {
    clientId: checkText("clientId", options.clientId),
    clientAuth,
    clientSecret,
    privateKey,
    signingKey: readOptionalKey(privateKey, options.signingAlgorithm),
    keyId: readOptional("keyId", options.keyId, checkText),
    assertionAudience: readOptional("assertionAudience", options.assertionAudience, checkText),
  };
}

function defaultClientAuth({ clientSecret, privateKey }: OAuth2AuthOptions): OAuth2ClientAuth {
  if (privateKey !== undefined) return "private_key_jwt";
  return clientSecret === undefined ? "none" : "basic";
}

function readOptionalKey(privateKey: Secret | undefined, algorithm: unknown): SigningKey | undefined {
  if (privateKey !== undefined) return readSigningKey(privateKey, algorithm);
  if (algorithm !== undefined) refuseOption("signingAlgorithm", "left out without a privateKey");
  return undefined;
}

/** Reads an option that may be left out. */
export function readOptional<T>(
  name: string,
  value: unknown,
  read: (name: string, value: unknown) => T,
): T | undefined {
  return value === undefined ? undefined : read(name, value);
}
