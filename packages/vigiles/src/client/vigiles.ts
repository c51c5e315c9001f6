import { omitUndefined } from "@org/http-core/authoring";
import type { Edition, KeyFile, LinuxLinkConfig } from "@org/linuxlink-auth";
import { createApi, type ApiSource } from "./api/create-api.js";
import type { LocationTokens } from "./configuration/choose-location-tokens.js";
import { connect, type Connection } from "./configuration/connect.js";
import { DefaultLocation } from "./configuration/default-location.js";
import { mergeOptions, readVigilesOptions, type VigilesOptions } from "./configuration/options.js";
import { createOperations, type Operations } from "./operations/index.js";

/** The configuration of a client, without the key. */
export interface VigilesConfig extends Partial<Omit<LinuxLinkConfig, "keyFilePath">>, LocationTokens {
  /** Path of the key file: as it was given, or as it was read. */
  readonly keyFilePath?: string;
  /** Server that the key file names, if it names one. */
  readonly keyFileUrl?: string;
  /** Path of the dashboard config, if one was given. */
  readonly dashboardConfigPath?: string;
}

/** The members of a client in addition to its operations. */
interface Client extends AsyncDisposable {
  /**
   * Token of the default group: the one set here, otherwise the dashboard config's once that has been read. Setting it to
   * `undefined` clears it until another dashboard config is given.
   */
  groupToken: string | undefined;
  /** Token of the default product. Set and cleared like `groupToken`; in the edition `groups` an old name for it. */
  productToken: string | undefined;
  /** Token of the default folder. Set and cleared like `groupToken`. */
  folderToken: string | undefined;
  /**
   * Changes options, and closes connections. Options that are not given stay as they are, with one exception: a key file
   * replaces `email` and `key`, and these replace a key file. A dashboard config replaces the tokens of an earlier one, but
   * none that was set by hand. The configured files are read at once, so that mistakes in them are reported here.
   *
   * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
   * @throws LinuxLinkError for the key file
   * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the dashboard config
   */
  configure(options?: VigilesOptions): Promise<void>;
  /** The present configuration, without the key. Settings of files appear after the files have been read. */
  readonly currentConfig: VigilesConfig;
  /**
   * Returns the API that the server speaks. Reads the configured files, unless that has been done.
   *
   * @throws LinuxLinkError for the key file
   * @throws VigilesError `CONFIG_UNREADABLE`, `CONFIG_INVALID` for the dashboard config
   */
  edition(): Promise<Edition>;
  /** Closes connections. The client can be used again afterwards. */
  close(): Promise<void>;
}

/**
 * A client of the Vigiles or LinuxLink service. With the option `dryRun`, each operation returns the signed request
 * that it would have sent, although its type says otherwise.
 */
export interface Vigiles extends Client, Operations {}

/**
 * Makes a client. Configured files are read by the first operation, or by `configure()`.
 *
 * @param options - account, server and default location; default: all from the environment and the usual files
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 * import { createVigiles } from "@org/vigiles";
 *
 * const emulator = await startEmulator();
 * const { keyFile: keyFilePath, dashboardConfig: dashboardConfigPath } = emulator;
 * const vigiles = createVigiles({ keyFilePath, dashboardConfigPath });
 * console.log((await vigiles.manifests.list().all()).length);
 * await vigiles.close();
 * await emulator.close();
 * ```
 */
export function createVigiles(options: VigilesOptions = {}): Vigiles {
  const client = new VigilesClient(options);
  return Object.assign(client, createOperations(createApi(VigilesClient.sourceOf(client))));
}

class VigilesClient implements Client {
  #options: VigilesOptions;
  readonly #location: DefaultLocation = new DefaultLocation();
  #connecting: Promise<Connection> | undefined;
  /** The connection that was made last. It stays for `currentConfig` after the client was closed. */
  #lastConnection: Connection | undefined;

  constructor(options: VigilesOptions) {
    this.#options = readVigilesOptions(options);
    this.#location.setGiven(this.#options);
  }

  get groupToken(): string | undefined {
    return this.#tokens().groupToken;
  }

  set groupToken(token: string | undefined) {
    this.#location.set("groupToken", token);
  }

  get productToken(): string | undefined {
    return this.#tokens().productToken;
  }

  set productToken(token: string | undefined) {
    this.#location.set("productToken", token);
  }

  get folderToken(): string | undefined {
    return this.#tokens().folderToken;
  }

  set folderToken(token: string | undefined) {
    this.#location.set("folderToken", token);
  }

  static sourceOf(client: VigilesClient): ApiSource {
    return {
      options: () => client.#options,
      location: (connection) => client.#location.tokens(connection),
      connection: () => client.#connect(),
    };
  }

  async configure(options: VigilesOptions = {}): Promise<void> {
    const change = readVigilesOptions(options);
    await this.close();
    this.#options = mergeOptions(this.#options, change);
    this.#lastConnection = undefined;
    if (change.dashboardConfigPath !== undefined) this.#location.acceptDashboard();
    this.#location.setGiven(change);
    await this.#connect();
  }

  get currentConfig(): VigilesConfig {
    const { email, url, edition, verifyCert = true, dryRun = false, logLevel = "warn" } = this.#options;
    const { keyFilePath, dashboardConfigPath } = this.#options;
    const { path, serverUrl }: Partial<KeyFile> = omitUndefined(this.#lastConnection?.keyFile ?? {});
    return Object.freeze({
      ...omitUndefined({ email, url, edition, verifyCert, dryRun, logLevel, dashboardConfigPath }),
      ...this.#lastConnection?.link.currentConfig,
      ...omitUndefined({ keyFilePath: path ?? keyFilePath, keyFileUrl: serverUrl }),
      ...this.#tokens(),
    });
  }

  async edition(): Promise<Edition> {
    return (await this.#connect()).edition;
  }

  async close(): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = undefined;
    // A failed connection holds nothing, and its error was thrown by the operation that needed it.
    const connection = await connecting?.catch(() => undefined);
    await connection?.link.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #tokens(): LocationTokens {
    return this.#location.tokens(this.#lastConnection);
  }

  #connect(): Promise<Connection> {
    const connecting = (this.#connecting ??= connect(mergeOptions(this.#options, this.#location.own)));
    void this.#remember(connecting);
    return connecting;
  }

  /** A failure is not kept, because the caller may correct the file and try again. */
  async #remember(connecting: Promise<Connection>): Promise<void> {
    try {
      const connection = await connecting;
      if (this.#connecting === connecting) this.#lastConnection = connection;
    } catch {
      if (this.#connecting === connecting) this.#connecting = undefined;
    }
  }
}
