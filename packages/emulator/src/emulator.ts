import { createArmorApp } from "./armor/app.js";
import { createArmorState } from "./armor/state.js";
import type { ArmorOptions } from "./armor/options.js";
import type { ArmorState } from "./armor/state.js";
import { createVirtualClock } from "./clock.js";
import type { VirtualClock } from "./clock.js";
import { FaultPlan } from "./faults/fault-plan.js";
import type { EmulatorOptions } from "./options.js";
import { ownMembers } from "./own-members.js";
import { allowOrigin } from "./server/allow-origin.js";
import { createCertificates } from "./server/certificates.js";
import { createControlApp } from "./server/control-api.js";
import { listen, loopback } from "./server/listen.js";
import { createRequestHandler } from "./server/request-handler.js";
import type { RequestHandler } from "./server/request-handler.js";
import { RequestLog } from "./server/request-log.js";
import type { LoggedRequest } from "./server/request-log.js";
import { createOAuth2App } from "./oauth2/app.js";
import type { OAuth2Options } from "./oauth2/options.js";
import { oauth2Path } from "./oauth2/paths.js";
import { createOAuth2State, findClient, issueRefreshToken } from "./oauth2/state.js";
import type { OAuth2State } from "./oauth2/state.js";
import { openStateFolder } from "./state-folder.js";
import type { StateFolder } from "./state-folder.js";
import { createVigilesApp } from "./vigiles/app.js";
import type { VigilesOptions, VigilesUser } from "./vigiles/options.js";
import { createVigilesState } from "./vigiles/store/create-state.js";
import { findDefaultGroup, findPrivateWorkspace } from "./vigiles/store/find.js";
import { restoreState, saveState } from "./vigiles/store/saved-state.js";
import type { VigilesState } from "./vigiles/store/state.js";

/** The credentials of an Armor user, and the default account. */
export interface ArmorLogin {
  /** The e-mail address. */
  readonly username: string;
  /** The password, in plain text. */
  readonly password: string;
  /** The id of the user's first account; 0 if the user has none. */
  readonly accountId: number;
}

/** A client of the OAuth 2.0 server. */
export interface OAuth2Login {
  /** The server's identifier, at which its metadata is found. */
  readonly issuer: string;
  /** The client's name. */
  readonly clientId: string;
  /** The client's secret; absent if it has none. */
  readonly clientSecret?: string;
  /** A refresh token, as after a user's consent. */
  readonly refreshToken: string;
}

/** The addresses, files and credentials that a client needs. The command prints them as JSON. */
export interface EmulatorInfo {
  /** The HTTP URL, without a trailing slash. */
  readonly http: string;
  /** The HTTPS URL, without a trailing slash. */
  readonly https: string;
  /** Absolute path of the CA certificate that clients must trust (PEM). */
  readonly ca: string;
  /**
   * Absolute path of a Vigiles key file for both editions: the e-mail address, HMAC key and HTTP URL of the first Vigiles
   * user.
   */
  readonly keyFile: string;
  /** Absolute path of a Vigiles dashboard config for both editions, which names a group that exists. */
  readonly dashboardConfig: string;
  /** The first Armor user. */
  readonly armor: ArmorLogin;
  /** The first client of the OAuth 2.0 server. */
  readonly oauth2: OAuth2Login;
}

/**
 * The running services. Their state is lost on close; only the data of Vigiles is saved, and only if the `stateDir`
 * option is set.
 */
export interface Emulator extends EmulatorInfo, AsyncDisposable {
  /** The requests that the services received, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** The clock of all services. */
  readonly clock: VirtualClock;
  /** The faults to inject into future requests. */
  readonly faults: FaultPlan;
  /** Revokes every Armor token and every OAuth 2.0 access token: a request that uses one gets a 401 response. */
  revokeTokens(): void;
  /**
   * Issues a refresh token with all scopes of a client, as after a user's consent.
   *
   * @param clientId - the client. Default: the first one
   * @throws TypeError for an unknown client
   */
  issueRefreshToken(clientId?: string): string;
  /** Stops the servers, closes all connections, and saves the Vigiles data to `stateDir` or removes the temporary folder. */
  close(): Promise<void>;
}

/** The file in the state folder that holds the Vigiles data. */
const savedStateFile = "vigiles.json";

const defaultUser: VigilesUser = { email: "user+ci@example.com", key: "emulator-organization-key" };

/**
 * Starts the Armor and LinuxLink/Vigiles services on 127.0.0.1, with one port for HTTP and one for HTTPS.
 *
 * @throws TypeError or RangeError for an invalid option, and for saved data that cannot be read; the system's error if a
 *   port is in use or the folder cannot be written
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 *
 * const emulator = await startEmulator();
 * const response = await fetch(`${emulator.http}/me`);
 * console.log(response.status, emulator.requests.length); // 401 1
 * await emulator.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const own = ownMembers<EmulatorOptions>(options);
  const folder = await openStateFolder(own.stateDir);
  const cleanups: (() => Promise<unknown>)[] = [folder.remove];
  const close = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    const services = createServices(own, await folder.read(savedStateFile));
    if (own.stateDir !== undefined) {
      cleanups.push(() => folder.write(savedStateFile, saveState(services.vigiles)));
    }
    const { log, clock, faults, oauth2, revokeTokens } = services;
    const info = await open(services, folder, own, cleanups);
    return {
      ...info,
      requests: log.entries,
      clock,
      faults,
      revokeTokens,
      issueRefreshToken: (clientId) => issueRefreshToken(oauth2, clientId),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Services {
  readonly clock: VirtualClock;
  readonly log: RequestLog;
  readonly faults: FaultPlan;
  readonly users: readonly VigilesUser[];
  readonly armor: ArmorState;
  readonly vigiles: VigilesState;
  readonly oauth2: OAuth2State;
  readonly revokeTokens: () => void;
  readonly handleRequest: RequestHandler;
}

function createServices(
  { startMs, corsOrigin, armor: armorOptions, vigiles: vigilesOptions, oauth2: oauth2Options }: EmulatorOptions,
  saved: string | undefined,
): Services {
  const clock = createVirtualClock(startMs);
  const [log, faults] = [new RequestLog(), new FaultPlan()];
  const { users = [defaultUser], seedVectors } = ownMembers<VigilesOptions>(vigilesOptions);
  const stateOptions = { clock, users, seedVectors };
  const vigiles = saved === undefined ? createVigilesState(stateOptions) : restoreState(saved, stateOptions);
  const armor = createArmorState(ownMembers<ArmorOptions>(armorOptions, { clock }));
  const oauth2 = createOAuth2State(ownMembers<OAuth2Options>(oauth2Options, { clock }));
  const revokeTokens = (): void => {
    armor.revokeTokens();
    oauth2.grants.revokeAccessTokens();
  };
  const apps = {
    armor: createArmorApp(armor),
    vigiles: createVigilesApp(vigiles),
    oauth2: createOAuth2App(oauth2),
    control: createControlApp({ log, faults, clock, revokeTokens }),
  };
  const handleRequest = createRequestHandler({ log, faults, clock, apps });
  return {
    clock,
    log,
    faults,
    users,
    armor,
    vigiles,
    oauth2,
    revokeTokens,
    handleRequest: corsOrigin === undefined ? handleRequest : allowOrigin(handleRequest, corsOrigin),
  };
}

/** Starts both listeners and writes the files. Each listener is added to `cleanups` at once, so that a failure closes it. */
async function open(
  { handleRequest, users, armor, vigiles, oauth2 }: Services,
  folder: StateFolder,
  { httpPort = 0, httpsPort = 0 }: EmulatorOptions,
  cleanups: (() => Promise<unknown>)[],
): Promise<EmulatorInfo> {
  const certificates = await createCertificates();
  const plain = await listen(handleRequest, httpPort);
  cleanups.push(plain.close);
  const secure = await listen(handleRequest, httpsPort, certificates);
  cleanups.push(secure.close);
  const http = `http://${loopback}:${plain.port}`;
  return {
    http,
    https: `https://${loopback}:${secure.port}`,
    ca: await folder.write("ca.pem", certificates.ca),
    ...(await writeVigilesFiles(folder, http, users[0] ?? defaultUser, vigiles)),
    armor: firstArmorUser(armor),
    oauth2: firstOAuth2Client(oauth2, http),
  };
}

function firstOAuth2Client(state: OAuth2State, url: string): OAuth2Login {
  const { clientId, clientSecret } = findClient(state);
  return {
    issuer: url + oauth2Path,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    refreshToken: issueRefreshToken(state, clientId),
  };
}

function firstArmorUser({ users }: ArmorState): ArmorLogin {
  const [first] = users.all;
  if (first === undefined) throw new TypeError("armor.users is empty: name at least one user, or omit the option");
  return { username: first.username, password: first.password, accountId: first.accounts[0]?.id ?? 0 };
}

/**
 * Writes the files of the original clients. Those of the groups edition read `organization_key`, `server_url` and `group`,
 * those of the products edition `key` and `product`; each ignores the members of the other.
 */
async function writeVigilesFiles(
  folder: StateFolder,
  url: string,
  { email, key }: VigilesUser,
  state: VigilesState,
): Promise<Pick<EmulatorInfo, "keyFile" | "dashboardConfig">> {
  const { token } = findDefaultGroup(state) ?? findPrivateWorkspace(state, email);
  const keyFile = { email, key, organization_key: key, server_url: url };
  return {
    keyFile: await folder.write("linuxlink_key", toText(keyFile)),
    dashboardConfig: await folder.write("dashboard_config", toText({ group: token, product: token })),
  };
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
