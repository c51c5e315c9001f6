import { InputError, Secret } from "@org/http-core";
import type { OAuth2AuthOptions, OAuth2ClientAuth } from "./types.js";

/** The options, checked, with every default filled in. */
export interface Settings {
  readonly issuer: URL;
  /** As it was given, and as an ID token names it: a URL may add a slash. */
  readonly issuerName: string;
  readonly tokenEndpoint: string | undefined;
  readonly discovery: "oidc" | "oauth2";
  readonly origins: readonly string[];
  readonly loginOrigins: readonly string[];
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  readonly clientAuth: OAuth2ClientAuth;
  readonly refreshToken: Secret | undefined;
  readonly onRefreshToken: NonNullable<OAuth2AuthOptions["onRefreshToken"]>;
  /** `scope` included. */
  readonly parameters: Readonly<Record<string, string>>;
}

const optionNames: readonly string[] = [
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
] satisfies readonly (keyof OAuth2AuthOptions)[];
const ownParameters: readonly string[] = [
  "grant_type",
  "client_id",
  "client_secret",
  "refresh_token",
  "client_assertion",
  "scope",
];
const loopback: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; neither quotes a secret
 */
export function readSettings(options: OAuth2AuthOptions): Settings {
  if (typeof options !== "object" || options === null) invalid("options", "an object");
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) {
    const known = optionNames.join(", ");
    throw new InputError("OPTION_UNKNOWN", `Unknown option ${JSON.stringify(unknown)}; known are ${known}`);
  }
  const { discovery = "oidc", clientId, onRefreshToken = () => {} } = options;
  if (discovery !== "oidc" && discovery !== "oauth2") invalid("discovery", '"oidc" or "oauth2"');
  if (typeof clientId !== "string" || clientId === "") invalid("clientId", "text that is not empty");
  if (typeof onRefreshToken !== "function") invalid("onRefreshToken", "a function");
  const proof = readProof(options);
  const places = readPlaces(options);
  return { ...places, ...proof, discovery, clientId, onRefreshToken, parameters: readParameters(options) };
}

type Places = Pick<Settings, "issuer" | "issuerName" | "tokenEndpoint" | "origins" | "loginOrigins">;

function readPlaces({ issuer, tokenEndpoint, origins, tokenOrigins = [] }: OAuth2AuthOptions): Places {
  const server = readUrl("issuer", issuer);
  const endpoint = tokenEndpoint === undefined ? undefined : readUrl("tokenEndpoint", tokenEndpoint);
  if (!Array.isArray(origins) || origins.length === 0) invalid("origins", "a list of at least one URL");
  const logins = [server, endpoint ?? server, ...tokenOrigins.map((url) => readUrl("tokenOrigins", url))];
  return {
    issuer: server,
    issuerName: String(issuer),
    tokenEndpoint: endpoint?.href,
    origins: originsOf(origins.map((url: string | URL) => readUrl("origins", url))),
    loginOrigins: originsOf(logins),
  };
}

type Proof = Pick<Settings, "clientSecret" | "clientAuth" | "refreshToken">;

function readProof(options: OAuth2AuthOptions): Proof {
  const clientSecret = readSecret("clientSecret", options.clientSecret);
  const refreshToken = readSecret("refreshToken", options.refreshToken);
  const { clientAuth = clientSecret === undefined ? "none" : "basic" } = options;
  if (!["basic", "post", "jwt", "none"].includes(clientAuth)) invalid("clientAuth", '"basic", "post", "jwt" or "none"');
  if (clientSecret === undefined && (clientAuth !== "none" || refreshToken === undefined)) {
    invalid("clientSecret", "given, save for a refresh token of a public client");
  }
  return { clientSecret, clientAuth, refreshToken };
}

function readSecret(name: string, value: string | Secret | undefined): Secret | undefined {
  if (value === undefined) return undefined;
  const text = value instanceof Secret ? value.reveal() : value;
  if (typeof text !== "string" || text === "") invalid(name, "text that is not empty");
  return new Secret(text);
}

function readParameters({ scope, parameters = {} }: OAuth2AuthOptions): Readonly<Record<string, string>> {
  const taken = Object.keys(parameters).find((name) => ownParameters.includes(name));
  if (taken !== undefined) invalid("parameters", `free of ${taken}, which the scheme sets itself`);
  if (scope === undefined) return { ...parameters };
  return { ...parameters, scope: typeof scope === "string" ? scope : scope.join(" ") };
}

function readUrl(name: string, value: string | URL): URL {
  const url = URL.parse(String(value));
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.includes(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "" || url.hash !== "") {
    invalid(name, "an https URL without user name and fragment; http is for loopback alone");
  }
  return url;
}

function originsOf(urls: readonly URL[]): readonly string[] {
  return [...new Set(urls.map(({ origin }) => origin))];
}

function invalid(name: string, expected: string): never {
  throw new InputError("OPTION_INVALID", `Option ${name} must be ${expected}`);
}
