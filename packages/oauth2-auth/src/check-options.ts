import type { Secret } from "@org/http-core";
import { checkChoice, readOptions, readSecret, readServerUrl, refuseOption } from "@org/http-core/authoring";
import { checkClient, readOptional, type ClientSettings } from "./check-client.js";
import { readScope } from "./scope.js";
import type { OAuth2AuthOptions } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings extends ClientSettings {
  /** The authorization server. */
  readonly issuer: URL;
  /** The issuer as the caller wrote it, which is the audience of assertions: a `URL` may add a slash. */
  readonly issuerName: string;
  /** Absolute; undefined if metadata names it. */
  readonly tokenEndpoint: string | undefined;
  /** Absolute; undefined if metadata names it, or if there is none. */
  readonly revocationEndpoint: string | undefined;
  /** The kinds of metadata to ask for, one after another. */
  readonly discovery: readonly ["oidc" | "oauth2", ...("oidc" | "oauth2")[]];
  /** Origins that receive access tokens. */
  readonly origins: readonly string[];
  /** Origins that receive the client's proof and refresh tokens. */
  readonly loginOrigins: readonly string[];
  /** Undefined selects the client credentials grant. */
  readonly refreshToken: Secret | undefined;
  /** Does nothing by default. */
  readonly onRefreshToken: NonNullable<OAuth2AuthOptions["onRefreshToken"]>;
  /** The scope to ask for; undefined for the server's own. */
  readonly scope: string | undefined;
  /** More parameters of the token request. */
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
  "revocationEndpoint",
  "tokenOrigins",
  "discovery",
  "scope",
  "parameters",
  "clientAuth",
  "privateKey",
  "keyId",
  "signingAlgorithm",
  "assertionAudience",
];

/** The scheme sets these itself. */
const reservedParameters: readonly string[] = [
  "grant_type",
  "client_id",
  "client_secret",
  "refresh_token",
  "client_assertion",
  "client_assertion_type",
  "scope",
];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes a secret
 */
export function checkOptions(options: OAuth2AuthOptions): Settings {
  const own = readOptions(options, optionNames, "oauth2Auth");
  const { onRefreshToken = () => {}, discovery } = own;
  if (typeof onRefreshToken !== "function") refuseOption("onRefreshToken", "a function");
  return {
    ...checkUrls(own),
    ...checkClient(own),
    discovery: discovery === undefined ? ["oidc", "oauth2"] : [checkChoice("discovery", discovery, ["oidc", "oauth2"])],
    refreshToken: readOptional("refreshToken", own.refreshToken, readSecret),
    onRefreshToken,
    scope: readOptional("scope", own.scope, readScope),
    parameters: checkParameters(own),
  };
}

type Urls = Pick<
  Settings,
  "issuer" | "issuerName" | "tokenEndpoint" | "revocationEndpoint" | "origins" | "loginOrigins"
>;

function checkUrls(options: OAuth2AuthOptions): Urls {
  const { origins, tokenOrigins = [] } = options;
  const issuer = readServerUrl("issuer", options.issuer);
  const tokenEndpoint = readOptional("tokenEndpoint", options.tokenEndpoint, readEndpoint);
  const revocationEndpoint = readOptional("revocationEndpoint", options.revocationEndpoint, readEndpoint);
  if (!Array.isArray(origins) || origins.length === 0) refuseOption("origins", "a list of at least one URL");
  const loginUrls = [issuer, tokenEndpoint, revocationEndpoint].filter((url) => url !== undefined);
  return {
    issuer,
    issuerName: String(options.issuer),
    tokenEndpoint: tokenEndpoint?.href,
    revocationEndpoint: revocationEndpoint?.href,
    origins: readOrigins("origins", origins),
    loginOrigins: [
      ...new Set([...loginUrls.map(({ origin }) => origin), ...readOrigins("tokenOrigins", tokenOrigins)]),
    ],
  };
}

/** An endpoint may have a query (RFC 6749 section 3.2), unlike any other URL here. */
function readEndpoint(name: string, value: unknown): URL {
  const [url = "", query] = String(value).split(/\?(.*)/s);
  const endpoint = readServerUrl(name, url);
  if (query?.includes("#")) refuseOption(name, "a URL without fragment");
  endpoint.search = query ?? "";
  return endpoint;
}

function readOrigins(name: string, urls: readonly (string | URL)[]): readonly string[] {
  return [...new Set(urls.map((url) => readServerUrl(name, url).origin))];
}

function checkParameters({ parameters = {} }: OAuth2AuthOptions): Readonly<Record<string, string>> {
  const reserved = Object.keys(parameters).find((name) => reservedParameters.includes(name));
  if (reserved !== undefined) refuseOption("parameters", `without ${reserved}, which the scheme sets itself`);
  return { ...parameters };
}
