import { createVirtualClock } from "../clock.js";
import type { Clock } from "../clock.js";
import { ownMembers } from "../own-members.js";
import { Grants } from "./grants.js";
import type { OAuth2Client, OAuth2Options } from "./options.js";

/** A client with all its members. */
export interface KnownClient extends OAuth2Client {
  /** The scopes that it may have. */
  readonly scopes: readonly string[];
}

/** The state of the OAuth 2.0 server. */
export interface OAuth2State {
  /** The time. */
  readonly clock: Clock;
  /** The clients, by name. */
  readonly clients: ReadonlyMap<string, KnownClient>;
  /** The access and refresh tokens. */
  readonly grants: Grants;
  /** The ids of the assertions that were used; each can be used once. */
  readonly usedAssertions: Set<string>;
}

const defaultClient: OAuth2Client = {
  clientId: "emulator-client",
  clientSecret: "emulator-client-secret-of-32-characters",
};
const defaultScopes: readonly string[] = ["things:read", "things:write"];

/**
 * Creates the state of a new server.
 *
 * @throws TypeError if there is no client, or if two have the same name
 */
export function createOAuth2State(options: OAuth2Options = {}): OAuth2State {
  const own = ownMembers<OAuth2Options>(options);
  const { clock = createVirtualClock(), clients: given = [defaultClient] } = own;
  const { accessTokenLifetimeMs = 600_000, rotateRefreshTokens = true } = own;
  const all = given.map((client) => ownMembers<KnownClient>({ scopes: defaultScopes }, client));
  const clients = new Map(all.map((client) => [client.clientId, client]));
  if (clients.size === 0) throw new TypeError("oauth2.clients is empty: name at least one client, or omit the option");
  if (clients.size < all.length) throw new TypeError("Two OAuth 2.0 clients have the same clientId");
  const grants = new Grants(clock, { accessTokenLifetimeMs, rotateRefreshTokens });
  return { clock, clients, grants, usedAssertions: new Set() };
}

/**
 * Returns a client.
 *
 * @param clientId - its name. Default: the first client
 * @throws TypeError for an unknown one
 */
export function findClient({ clients }: OAuth2State, clientId?: string): KnownClient {
  const [first] = clients.values();
  const client = clientId === undefined ? first : clients.get(clientId);
  if (client === undefined) throw new TypeError(`There is no OAuth 2.0 client "${clientId}"`);
  return client;
}

/**
 * Issues a refresh token with all scopes of a client, as after a user's consent.
 *
 * @param clientId - the client's name. Default: the first client
 * @throws TypeError for an unknown one
 */
export function issueRefreshToken(state: OAuth2State, clientId?: string): string {
  const client = findClient(state, clientId);
  return state.grants.issueRefreshToken({
    clientId: client.clientId,
    scope: client.scopes.join(" "),
    isRevoked: false,
  });
}
