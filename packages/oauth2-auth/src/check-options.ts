import type { Secret } from "@org/http-core";
import { checkChoice, checkText, readOptions, readSecret, readServerUrl, refuseOption } from "@org/http-core/authoring";
import type { OAuth2AuthOptions, OAuth2ClientAuth } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** The authorization server. */
  readonly issuer: URL;
  /** The issuer as the caller wrote it, which is how ID tokens name it: a `URL` may add a slash. */
  readonly issuerName: string;
  /** Absolute; undefined if metadata names it. */
  readonly tokenEndpoint: string | undefined;
  /** The kind of metadata. */
  readonly discovery: "oidc" | "oauth2";
  /** Origins that receive access tokens. */
  readonly origins: readonly string[];
  /** Origins that receive the client secret and refresh tokens. */
  readonly loginOrigins: readonly string[];
  /** Not empty. */
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: Secret | undefined;
  /** How the client proves its identity. */
  readonly clientAuth: OAuth2ClientAuth;
  /** Undefined selects the client credentials grant. */
  readonly refreshToken: Secret | undefined;
  /** Does nothing by default. */
  readonly onRefreshToken: NonNullable<OAuth2AuthOptions["onRefreshToken"]>;
  /** More parameters of the token request, including `scope`. */
  readonly parameters: Readonly<Record<string, string>>;
}

const optionNames: readonly (keyof OAuth2AuthOptions)[] = [
  "issuer",
  "origins",
  "clientId",
  "clientSecret",
  "refreshToken",
  "onRefreshToken",
  "tokenEndpoint",
  "tokenOrigins",
  "discovery",
  "scope",
  "parameters",
  "clientAuth",
];

/** The scheme sets these itself. */
const reservedParameters: readonly string[] = [
  "grant_type",
  "client_id",
  "client_secret",
  "refresh_token",
  "client_assertion",
  "scope",
];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes a secret
 */
export function checkOptions(options: OAuth2AuthOptions): Settings {
  const own = readOptions(options, optionNames, "oauth2Auth");
  const { discovery = "oidc", clientId, onRefreshToken = () => {} } = own;
  if (typeof onRefreshToken !== "function") refuseOption("onRefreshToken", "a function");
  return {
    ...checkUrls(own),
    ...checkSecrets(own),
    discovery: checkChoice("discovery", discovery, ["oidc", "oauth2"]),
    clientId: checkText("clientId", clientId),
    onRefreshToken,
    parameters: checkParameters(own),
  };
}

type Urls = Pick<Settings, "issuer" | "issuerName" | "tokenEndpoint" | "origins" | "loginOrigins">;

function checkUrls(options: OAuth2AuthOptions): Urls {
  const { origins, tokenOrigins = [] } = options;
  const issuer = readServerUrl("issuer", options.issuer);
  const tokenEndpoint = options.tokenEndpoint === undefined ? undefined : readTokenEndpoint(options.tokenEndpoint);
  if (!Array.isArray(origins) || origins.length === 0) refuseOption("origins", "a list of at least one URL");
  const loginUrls = [issuer, tokenEndpoint ?? issuer];
  return {
    issuer,
    issuerName: String(options.issuer),
    tokenEndpoint: tokenEndpoint?.href,
    origins: readOrigins("origins", origins),
    loginOrigins: [
      ...new Set([...loginUrls.map(({ origin }) => origin), ...readOrigins("tokenOrigins", tokenOrigins)]),
    ],
  };
}

/** A token endpoint may have a query (RFC 6749 section 3.2), unlike any other URL here. */
function readTokenEndpoint(value: string | URL): URL {
  const [url = "", query] = String(value).split(/\?(.*)/s);
  const endpoint = readServerUrl("tokenEndpoint", url);
  if (query?.includes("#")) refuseOption("tokenEndpoint", "a URL without fragment");
  endpoint.search = query ?? "";
  return endpoint;
}

function readOrigins(name: string, urls: readonly (string | URL)[]): readonly string[] {
  return [...new Set(urls.map((url) => readServerUrl(name, url).origin))];
}

type Secrets = Pick<Settings, "clientSecret" | "clientAuth" | "refreshToken">;

function checkSecrets(options: OAuth2AuthOptions): Secrets {
  const clientSecret = readOptionalSecret("clientSecret", options.clientSecret);
  const refreshToken = readOptionalSecret("refreshToken", options.refreshToken);
  const defaultAuth = clientSecret === undefined ? "none" : "basic";
  const clientAuth = checkChoice("clientAuth", options.clientAuth ?? defaultAuth, ["basic", "post", "jwt", "none"]);
  if (clientSecret === undefined && (clientAuth !== "none" || refreshToken === undefined)) {
    refuseOption("clientSecret", "given; only a public client with a refresh token may leave it out");
  }
  return { clientSecret, clientAuth, refreshToken };
}

function readOptionalSecret(name: string, value: string | Secret | undefined): Secret | undefined {
  return value === undefined ? undefined : readSecret(name, value);
}

function checkParameters({ scope, parameters = {} }: OAuth2AuthOptions): Readonly<Record<string, string>> {
  const reserved = Object.keys(parameters).find((name) => reservedParameters.includes(name));
  if (reserved !== undefined) refuseOption("parameters", `without ${reserved}, which the scheme sets itself`);
  if (scope === undefined) return { ...parameters };
  return { ...parameters, scope: typeof scope === "string" ? scope : scope.join(" ") };
}
