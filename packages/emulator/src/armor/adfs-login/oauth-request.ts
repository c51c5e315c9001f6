/** The OAuth parameters of a valid request. */
export interface OAuthRequest {
  /** The registered client, a GUID. */
  readonly clientId: string;
  /** The registered URL to which the last page posts the token. */
  readonly redirectUri: string;
  /** A value that the server returns with the token. */
  readonly state: string | undefined;
  /** A value that the server puts into the token. */
  readonly nonce: string | undefined;
}

/** The reason why a request is invalid. */
export interface OAuthError {
  /** The text for the error page, with its MSIS number if it has one. */
  readonly message: string;
  /** The form that reports the error to the client; absent if the client or its redirect URI is unknown. */
  readonly form?: { readonly redirectUri: string; readonly fields: Readonly<Record<string, string>> };
}

/** The client id of services. AD FS does not ask it for a second factor. */
export const serviceClientId = "d467ba47-2382-44cd-8779-5fb9a3abf69b";

const clientIds = ["b2264823-30a3-4706-bf48-4cf80dad76d3", serviceClientId];
const redirectUris = ["https://amp.armor.com/", "https://api.armor.com/"];

/** Reads the query of `/adfs/oauth2/authorize`. `state` and `nonce` are optional, as on the real server. */
export function readOAuthRequest({ searchParams }: URL): OAuthRequest | OAuthError {
  const clientId = searchParams.get("client_id") ?? "";
  const redirectUri = searchParams.get("redirect_uri") ?? "";
  if (!clientIds.includes(clientId)) return { message: "MSIS9223: The client_id is not registered." };
  if (!redirectUris.includes(redirectUri)) return { message: "MSIS9224: The redirect_uri is not registered." };
  const state = searchParams.get("state") ?? undefined;
  const createError = (error: string, message: string): OAuthError => {
    const fields = { error, error_description: message, ...(state === undefined ? {} : { state }) };
    return { message, form: { redirectUri, fields } };
  };
  if (searchParams.get("response_type") !== "id_token") {
    return createError("unsupported_response_type", "The response_type must be id_token.");
  }
  if (searchParams.get("response_mode") !== "form_post") {
    return createError("invalid_request", "The response_mode must be form_post.");
  }
  return { clientId, redirectUri, state, nonce: searchParams.get("nonce") ?? undefined };
}
