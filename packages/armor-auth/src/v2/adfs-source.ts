import { randomUUID } from "node:crypto";
import { InputError, Secret } from "@org/http-core";
import { checkInteger, checkUrl } from "../check-options.js";
import { ArmorLoginError } from "../errors.js";
import { signIn } from "./sign-in.js";
import type { IdTokenSource, MfaPrompt } from "./id-token-source.js";

/** Options of the AD FS flow. */
export interface AdfsSourceOptions {
  /** The server, or its authorize endpoint. Default `https://sts.armor.com/adfs/oauth2/authorize`. */
  readonly stsUrl?: string | URL;
  /** Default: Armor's interactive client, which asks for MFA. */
  readonly clientId?: string;
  /** Default `https://amp.armor.com/`. */
  readonly redirectUri?: string;
  /** Default 120 000 ms. */
  readonly mfaTimeoutMs?: number;
  /** Told when a prompt is about to be sent to the user's device. */
  readonly onMfa?: (prompt: MfaPrompt) => void;
  /** Makes state and nonce, which nobody may guess. Default `randomUUID`. */
  readonly newNonce?: () => string;
}

const defaultStsUrl = "https://sts.armor.com/adfs/oauth2/authorize";
const authorizePath = "/adfs/oauth2/authorize";
const interactiveClientId = "b2264823-30a3-4706-bf48-4cf80dad76d3";
const defaultRedirectUri = "https://amp.armor.com/";
const defaultMfaTimeoutMs = 120_000;
const mostMfaTimeoutMs = 600_000;

/**
 * The id_token from AD FS: one post of the password, one of the MFA page where there is one, and the token by name from
 * the final page. Forms and redirects are followed within the origin of `stsUrl` alone.
 *
 * @param options - where, as which client, and how long a person may take
 * @throws InputError `OPTION_INVALID`
 */
export function adfsSource(options: AdfsSourceOptions = {}): IdTokenSource {
  const { clientId, redirectUri, newNonce, onMfa, mfaTimeoutMs, endpoint } = settled(options);
  return {
    origins: [endpoint.origin],
    clientId,
    mfaTimeoutMs,
    async fetchIdToken({ username, password, context }) {
      const [state, nonce] = [newNonce(), newNonce()];
      const url = authorizeUrl(endpoint, { client_id: clientId, redirect_uri: redirectUri, state, nonce });
      const final = await signIn({ context, mfaTimeoutMs, onMfa }, url, { username, password });
      if (final.state !== undefined && final.state !== state) {
        throw new ArmorLoginError("invalid-token", "The sign-in service answered another login: its state differs");
      }
      return { idToken: new Secret(final.idToken), nonce };
    },
  };
}

interface Settled {
  readonly endpoint: URL;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly mfaTimeoutMs: number;
  readonly onMfa: ((prompt: MfaPrompt) => void) | undefined;
  readonly newNonce: () => string;
}

function settled(options: AdfsSourceOptions): Settled {
  const { clientId = interactiveClientId, redirectUri = defaultRedirectUri, newNonce = randomUUID, onMfa } = options;
  const endpoint = checkUrl("stsUrl", options.stsUrl ?? defaultStsUrl);
  if (endpoint.pathname === "/") endpoint.pathname = authorizePath;
  if (typeof clientId !== "string" || clientId === "") refuse("clientId", "text");
  if (typeof redirectUri !== "string" || !URL.canParse(redirectUri)) refuse("redirectUri", "an absolute URL");
  if (onMfa !== undefined && typeof onMfa !== "function") refuse("onMfa", "a function");
  const mfaTimeoutMs = checkInteger("mfaTimeoutMs", options.mfaTimeoutMs ?? defaultMfaTimeoutMs, 1, mostMfaTimeoutMs);
  return { endpoint, clientId, redirectUri, mfaTimeoutMs, onMfa, newNonce };
}

function authorizeUrl(endpoint: URL, query: Readonly<Record<string, string>>): string {
  const url = new URL(endpoint);
  const fixed = { response_type: "id_token", response_mode: "form_post" };
  url.search = new URLSearchParams({ ...fixed, ...query }).toString();
  return url.href;
}

function refuse(name: string, expected: string): never {
  throw new InputError("OPTION_INVALID", `Option ${name} must be ${expected}`);
}
