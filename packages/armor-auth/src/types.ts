import type { AcquireContext, AuthScheme, Credential, Secret } from "@org/http-core";
import type { ArmorCallAuth } from "./account-context.js";
import type { IdTokenSource, MfaPrompt } from "./v2/id-token-source.js";

/** Options of the scheme. */
export interface ArmorAuthOptions {
  /** 1 to 512 characters. */
  readonly username: string;
  /** 1 to 512 characters. */
  readonly password: string;
  /** 1: FH-AUTH token from the API. 2: id_token from AD FS, sent as Bearer. Default 1. */
  readonly auth?: 1 | 2;
  /** Default `https://api.armor.com`. */
  readonly baseUrl?: string | URL;
  /** The AD FS server, or its authorize endpoint. Default `https://sts.armor.com/adfs/oauth2/authorize`. */
  readonly stsUrl?: string | URL;
  /** Further hosts that get the token: `host`, `host:port` or an origin. */
  readonly hosts?: readonly string[];
  /** v2: the OAuth client. Default: Armor's interactive one, which asks for MFA. */
  readonly clientId?: string;
  /** v2: must be registered for the client. Default `https://amp.armor.com/`. */
  readonly redirectUri?: string;
  /** How long a login request may stay open while a person answers the MFA prompt. Default 120 000 ms. */
  readonly mfaTimeoutMs?: number;
  /** v2: told when a prompt is about to be sent to the user's device. */
  readonly onMfa?: (prompt: MfaPrompt) => void;
  /** v2: replaces the AD FS form flow, with `stsUrl`, `clientId`, `redirectUri` and `onMfa`. */
  readonly v2Source?: IdTokenSource;
  /** v1: sends the present token as `Authorization` on a reissue too, as older clients do. Default false. */
  readonly authorizeReissue?: boolean;
}

/** Armor's login as a scheme. */
export interface ArmorAuthScheme extends AuthScheme<Secret, ArmorCallAuth> {
  acquire(context: AcquireContext<ArmorCallAuth>): Promise<Credential<Secret>>;
}
