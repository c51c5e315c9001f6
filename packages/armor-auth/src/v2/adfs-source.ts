import { Secret } from "@org/http-core";
import { checkText, readOptions, readServerUrl, refuseOption } from "@org/http-core/authoring";
import { ArmorLoginError } from "../errors.js";
import { checkMfaTimeout } from "../mfa-timeout.js";
import { signIn } from "./sign-in.js";
import type { IdTokenSource, MfaPrompt } from "./id-token-source.js";

/** Options of `adfsSource`. */
export interface AdfsSourceOptions {
  /** The AD FS server, or its authorize endpoint. Default `https://sts.armor.com/adfs/oauth2/authorize`. */
  readonly stsUrl?: string | URL;
  /** The OAuth client. Default: Armor's interactive client, which asks for MFA. */
  readonly clientId?: string;
  /** A redirect URI that is registered for the client. Default `https://amp.armor.com/`. */
  readonly redirectUri?: string;
  /** How long a request waits for the user to confirm the MFA prompt, 1 to 600 000 ms. Default 120 000 ms. */
  readonly mfaTimeoutMs?: number;
  /** Called before a prompt is sent to the user's device. */
  readonly onMfa?: (prompt: MfaPrompt) => void;
}

/** The names of {@link AdfsSourceOptions}. */
export const adfsOptionNames: readonly (keyof AdfsSourceOptions)[] = [
  "stsUrl",
  "clientId",
  "redirectUri",
  "mfaTimeoutMs",
  "onMfa",
];

const defaultStsUrl = "https://sts.armor.com/adfs/oauth2/authorize";
const authorizePath = "/adfs/oauth2/authorize";
const interactiveClientId = "b2264823-30a3-4706-bf48-4cf80dad76d3";
const defaultRedirectUri = "https://amp.armor.com/";

/**
 * Creates the source that signs in to AD FS by its forms: one request with the password, one for the MFA page if there
 * is one, and the token from the final page. Forms and redirects must stay on the origin of `stsUrl`.
 *
 * @param options - the server, the client, and how long the user may take
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function adfsSource(options: AdfsSourceOptions = {}): IdTokenSource {
  const { endpoint, clientId, redirectUri, mfaTimeoutMs, onMfa } = readSettings(options);
  return {
    origins: [endpoint.origin],
    clientId,
    mfaTimeoutMs,
    async fetchIdToken({ username, password, context }) {
      // These must be unguessable, so they do not come from the session's own source of random numbers, which may be injected.
      const [state, nonce] = [crypto.randomUUID(), crypto.randomUUID()];
      const url = authorizeUrl(endpoint, { client_id: clientId, redirect_uri: redirectUri, state, nonce });
      const final = await signIn({ context, mfaTimeoutMs, onMfa }, url, { username, password });
      if (final.state !== state) {
        throw new ArmorLoginError("invalid-token", "The sign-in service's response lacks the state of this login");
      }
      return { idToken: new Secret(final.idToken), nonce };
    },
  };
}

interface Settings {
  readonly endpoint: URL;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly mfaTimeoutMs: number;
  readonly onMfa: ((prompt: MfaPrompt) => void) | undefined;
}

function readSettings(options: AdfsSourceOptions): Settings {
  const own = readOptions(options, adfsOptionNames, "adfsSource");
  const { stsUrl = defaultStsUrl, clientId = interactiveClientId, redirectUri = defaultRedirectUri } = own;
  const { mfaTimeoutMs, onMfa } = own;
  const endpoint = readServerUrl("stsUrl", stsUrl);
  if (endpoint.pathname === "/") endpoint.pathname = authorizePath;
  if (typeof redirectUri !== "string" || !URL.canParse(redirectUri)) refuseOption("redirectUri", "an absolute URL");
  if (onMfa !== undefined && typeof onMfa !== "function") refuseOption("onMfa", "a function");
  return {
    endpoint,
    clientId: checkText("clientId", clientId),
    redirectUri,
    mfaTimeoutMs: checkMfaTimeout(mfaTimeoutMs),
    onMfa,
  };
}

function authorizeUrl(endpoint: URL, query: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  url.search = new URLSearchParams({ response_type: "id_token", response_mode: "form_post", ...query }).toString();
  return url.href;
}
