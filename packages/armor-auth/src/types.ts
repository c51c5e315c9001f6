import type { LoginContext, AuthScheme, Credential, Secret } from "@org/http-core";
import type { ArmorCallAuth } from "./account-context.js";
import type { IdTokenSource, MfaPrompt } from "./v2/id-token-source.js";

/** Options of `armorAuth`. */
export interface ArmorAuthOptions {
  /** 1 to 512 characters (code points). */
  readonly username: string;
  /** 1 to 512 characters (code points). */
  readonly password: string | Secret;
  /** The login's version. 1: an FH-AUTH token from the API. 2: an id_token from AD FS, sent as Bearer. Default 1. */
  readonly auth?: 1 | 2;
  /** The API: https, or http on loopback. Default `https://api.armor.com`. */
  readonly baseUrl?: string | URL;
  /**
   * v2: the AD FS server, or its authorize endpoint. It receives the password, so it must be given with a `baseUrl` of your own.
   * Default for the real API: `https://sts.armor.com/adfs/oauth2/authorize`.
   */
  readonly stsUrl?: string | URL;
  /** More hosts that receive the token: `host`, `host:port` or an origin. Default: none. */
  readonly hosts?: readonly string[];
  /** v2: the OAuth client. Default: Armor's interactive client, which asks for MFA. */
  readonly clientId?: string;
  /** v2: a redirect URI that is registered for the client. Default `https://amp.armor.com/`. */
  readonly redirectUri?: string;
  /** How long a login request waits for the user to confirm the MFA prompt, 1 to 600 000 ms. Default 120 000 ms. */
  readonly mfaTimeoutMs?: number;
  /** v2: called before a prompt is sent to the user's device. */
  readonly onMfa?: (prompt: MfaPrompt) => void;
  /** v2: another source of id_tokens. It replaces `stsUrl`, `clientId`, `redirectUri` and `onMfa`. Default: AD FS. */
  readonly v2Source?: IdTokenSource;
  /** v1: also sends the current token as `Authorization` on a reissue, as older clients do. Default false. */
  readonly authorizeReissue?: boolean;
}

/** Armor's login as a scheme. */
export interface ArmorAuthScheme extends AuthScheme<Secret, ArmorCallAuth> {
  /**
   * Logs in.
   *
   * @throws ArmorLoginError, TransportError
   */
  acquire(context: LoginContext<ArmorCallAuth>): Promise<Credential<Secret>>;
}
