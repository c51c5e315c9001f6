import type { Edition, LinuxLinkConfig } from "@org/linuxlink-auth";
import { connect, type Connected } from "./configuration/connect.js";
import { checkOptions, type VigilesOptions } from "./configuration/options.js";
import { apiOf } from "./api/create-api.js";
import type { CallControl } from "./api/api.js";
import { cveOperations, type Cves } from "./operations/cves.js";
import { folderOperations, type Folders } from "./operations/folders.js";
import { groupOperations, type Groups } from "./operations/groups/groups.js";
import { jobOperations, type Jobs } from "./operations/jobs.js";
import { manifestOperations, type Manifests } from "./operations/manifests/manifests.js";
import type { PlaceTokens } from "./configuration/choose-location-tokens.js";
import { productOperations, type Products } from "./operations/products.js";
import { reportOperations, type Reports } from "./operations/reports.js";
import { serviceOperations, type About, type Heartbeat } from "./operations/service.js";

/** How a client is configured, without the key. */
export interface VigilesConfig extends Partial<Omit<LinuxLinkConfig, "keyFilePath">>, PlaceTokens {
  readonly keyFilePath?: string;
  readonly dashboardConfigPath?: string;
}

/**
 * The Vigiles and LinuxLink services. With `dryRun`, every operation answers the signed request it would have sent,
 * whatever type it has otherwise.
 */
export interface Vigiles extends AsyncDisposable {
  /** Set here, it beats the dashboard config. */
  groupToken: string | undefined;
  /** Set here, it beats the dashboard config. */
  productToken: string | undefined;
  /** Set here, it beats the dashboard config. */
  folderToken: string | undefined;
  readonly manifests: Manifests;
  readonly reports: Reports;
  readonly folders: Folders;
  readonly groups: Groups;
  readonly products: Products;
  readonly cves: Cves;
  readonly jobs: Jobs;
  /**
   * Changes options; those not given stay. The files are read at once, so that what is wrong with them shows here.
   *
   * @throws LinuxLinkError for the key file, VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID`, `VALUE_INVALID`
   */
  configure(options?: VigilesOptions): Promise<void>;
  /** How the client is configured at present, without the key. What a file says is there once the file was read. */
  readonly currentConfig: VigilesConfig;
  /** Which API is spoken. */
  edition(): Promise<Edition>;
  /** Asks whether the service is there and the key is good. */
  heartbeat(control?: CallControl): Promise<Heartbeat>;
  /** Versions of the service; in the groups edition only. */
  about(control?: CallControl): Promise<About>;
  close(): Promise<void>;
}

/**
 * Makes a client. Files are read when they are first needed, or by `configure()`.
 *
 * @param options - where the account and the default place are
 * @throws VigilesError `VALUE_INVALID` for an unknown option
 */
export function createVigiles(options: VigilesOptions = {}): Vigiles {
  return new VigilesClient(options);
}

class VigilesClient implements Vigiles {
  groupToken: string | undefined;
  productToken: string | undefined;
  folderToken: string | undefined;
  readonly manifests: Manifests;
  readonly reports: Reports;
  readonly folders: Folders;
  readonly groups: Groups;
  readonly products: Products;
  readonly cves: Cves;
  readonly jobs: Jobs;
  readonly heartbeat: Vigiles["heartbeat"];
  readonly about: Vigiles["about"];
  #options: VigilesOptions;
  #connected: Promise<Connected> | undefined;
  /** What the files said when they were last read. */
  #last: Connected | undefined;

  constructor(options: VigilesOptions) {
    checkOptions(options);
    this.#options = options;
    this.#take(options);
    const api = apiOf({
      options: () => ({ ...this.#options, ...this.#tokens() }),
      connected: () => this.#connect(),
    });
    this.manifests = manifestOperations(api);
    this.reports = reportOperations(api);
    this.folders = folderOperations(api);
    this.groups = groupOperations(api);
    this.products = productOperations(api);
    this.cves = cveOperations(api);
    this.jobs = jobOperations(api);
    const { heartbeat, about } = serviceOperations(api);
    this.heartbeat = heartbeat;
    this.about = about;
  }

  async configure(options: VigilesOptions = {}): Promise<void> {
    checkOptions(options);
    await this.close();
    this.#options = { ...this.#options, ...given(options) };
    this.#last = undefined;
    this.#take(options);
    await this.#connect();
  }

  get currentConfig(): VigilesConfig {
    const { email, url, edition, verifyCert = true, dryRun = false, logLevel = "warn" } = this.#options;
    const { keyFilePath, dashboardConfigPath } = this.#options;
    const { group, product, folder } = this.#last?.dashboard ?? {};
    const configured = { groupToken: group, productToken: product, folderToken: folder };
    return Object.freeze({
      ...given({ email, url, edition, verifyCert, dryRun, logLevel, keyFilePath, dashboardConfigPath }),
      ...this.#last?.link.currentConfig,
      ...given(configured),
      ...given(this.#tokens()),
    });
  }

  async edition(): Promise<Edition> {
    return (await this.#connect()).edition;
  }

  async close(): Promise<void> {
    const connecting = this.#connected;
    this.#connected = undefined;
    // What failed to connect holds nothing, and its error belongs to the call that met it.
    const connected = await connecting?.catch(() => undefined);
    await connected?.link.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #take({ groupToken, productToken, folderToken }: VigilesOptions): void {
    this.groupToken = groupToken ?? this.groupToken;
    this.productToken = productToken ?? this.productToken;
    this.folderToken = folderToken ?? this.folderToken;
  }

  #tokens(): Pick<VigilesOptions, "groupToken" | "productToken" | "folderToken"> {
    return { groupToken: this.groupToken, productToken: this.productToken, folderToken: this.folderToken };
  }

  #connect(): Promise<Connected> {
    const connecting = (this.#connected ??= connect({ ...this.#options, ...this.#tokens() }));
    void this.#remember(connecting);
    return connecting;
  }

  /** A failure is not kept: the file may be put right meanwhile. */
  async #remember(connecting: Promise<Connected>): Promise<void> {
    try {
      const connected = await connecting;
      if (this.#connected === connecting) this.#last = connected;
    } catch {
      if (this.#connected === connecting) this.#connected = undefined;
    }
  }
}

/** What is there; `undefined` stands for what is not. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
