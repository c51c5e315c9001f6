import { createArmorApp } from "./armor/app.js";
import { createArmorState } from "./armor/state.js";
import type { ArmorState } from "./armor/state.js";
import { createCertificates } from "./server/certificates.js";
import { createVirtualClock } from "./clock.js";
import type { VirtualClock } from "./clock.js";
import { createControlApp } from "./server/control-api.js";
import { createRequestHandler } from "./server/request-handler.js";
import type { RequestHandler } from "./server/request-handler.js";
import { FaultPlan } from "./faults/fault-plan.js";
import { listen, loopback } from "./server/listen.js";
import type { EmulatorOptions } from "./options.js";
import type { VigilesUser } from "./vigiles/options.js";
import { RequestLog } from "./server/request-log.js";
import type { LoggedRequest } from "./server/request-log.js";
import { openStateFolder } from "./state-folder.js";
import type { StateFolder } from "./state-folder.js";
import { createVigilesApp } from "./vigiles/app.js";
import { createVigilesState } from "./vigiles/store/create-state.js";
import { defaultGroupToken } from "./vigiles/store/seed-data.js";
import { restoreState, saveState } from "./vigiles/store/saved-state.js";
import type { VigilesState } from "./vigiles/store/state.js";

/** Someone who can log in to Armor, and the account that is theirs by default. */
export interface ArmorLogin {
  readonly username: string;
  readonly password: string;
  readonly accountId: number;
}

/** Where a client finds the emulator and what it needs to log in; what the command prints. */
export interface EmulatorInfo {
  /** URL of plain HTTP, without a trailing slash. */
  readonly http: string;
  /** URL of HTTPS, without a trailing slash. */
  readonly https: string;
  /** Absolute path of the certificate authority to trust, as PEM. */
  readonly ca: string;
  /** Absolute path of a key file for Vigiles. */
  readonly keyFile: string;
  /** Absolute path of a dashboard config for Vigiles. */
  readonly dashboardConfig: string;
  readonly armor: ArmorLogin;
}

/** Running services; their state lasts as long as they run, that of Vigiles as long as its folder where one is named. */
export interface Emulator extends EmulatorInfo, AsyncDisposable {
  /** What came in, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** The services' time. */
  readonly clock: VirtualClock;
  /** What will go wrong. */
  readonly faults: FaultPlan;
  /** Ends every token of Armor, so that each next call with one is answered with 401. */
  revokeTokens(): void;
  /** Stops listening, cuts connections, saves what Vigiles holds in a named state folder, and removes a temporary one. */
  close(): Promise<void>;
}

/** The file in the state folder that Vigiles is remembered by. */
const savedState = "vigiles.json";

const defaultUser: VigilesUser = { email: "user+ci@example.com", key: "emulator-organization-key" };

/**
 * Starts the Armor and the LinuxLink/Vigiles service on 127.0.0.1, on one port for HTTP and one for HTTPS.
 *
 * @throws TypeError or RangeError for an option that can't be; the system's error where a port is taken or the folder
 *   can't be written
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const folder = await openStateFolder(options.stateDir);
  const cleanups: (() => Promise<unknown>)[] = [folder.remove];
  const close = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    const services = createServices(options, await folder.read(savedState));
    if (options.stateDir !== undefined) {
      cleanups.push(() => folder.write(savedState, saveState(services.vigiles)));
    }
    const { log, clock, faults, armor } = services;
    const { revokeTokens } = armor;
    const facts = await open(services, folder, options, cleanups);
    return { ...facts, requests: log.entries, clock, faults, revokeTokens, close, [Symbol.asyncDispose]: close };
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
  readonly handleRequest: RequestHandler;
}

function createServices(
  { startMs, armor: armorOptions, vigiles: vigilesOptions }: EmulatorOptions,
  saved: string | undefined,
): Services {
  const clock = createVirtualClock(startMs);
  const [log, faults] = [new RequestLog(), new FaultPlan()];
  const users = vigilesOptions?.users ?? [defaultUser];
  const known = { clock, users };
  const vigiles = saved === undefined ? createVigilesState(known) : restoreState(saved, known);
  const armor = createArmorState({ ...armorOptions, clock });
  const apps = {
    armor: createArmorApp(armor),
    vigiles: createVigilesApp(vigiles),
    control: createControlApp({ log, faults, clock, revokeTokens: armor.revokeTokens }),
  };
  return { clock, log, faults, users, armor, vigiles, handleRequest: createRequestHandler({ log, faults, apps }) };
}

/** Listens and writes the files; what was opened is noted in `cleanups` at once. */
async function open(
  { handleRequest, users, armor }: Services,
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
    ...(await writeVigilesFiles(folder, http, users)),
    armor: firstArmorUser(armor),
  };
}

/** The first user, whom the options name or the service makes up. */
function firstArmorUser({ users }: ArmorState): ArmorLogin {
  const [first] = users.all;
  if (first === undefined) throw new TypeError("The Armor service needs at least one user");
  return { username: first.username, password: first.password, accountId: first.accounts[0]?.id ?? 0 };
}

async function writeVigilesFiles(
  folder: StateFolder,
  url: string,
  users: readonly VigilesUser[],
): Promise<Pick<EmulatorInfo, "keyFile" | "dashboardConfig">> {
  const { email, key } = users[0] ?? defaultUser;
  const keyFile = { email, organization_key: key, server_url: url };
  return {
    keyFile: await folder.write("linuxlink_key", toText(keyFile)),
    dashboardConfig: await folder.write("dashboard_config", toText({ group: defaultGroupToken })),
  };
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
