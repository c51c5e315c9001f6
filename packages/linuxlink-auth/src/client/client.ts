import { createSession, quoteFrom, type HttpResponse, type Logger, type Session, type Transport } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { readAccountSource, resolveTarget, type AccountSource } from "../account/account-source.js";
import { editions, type Edition } from "../account/edition.js";
import type { LinuxLinkParams } from "../canonical/params.js";
import { wirePath } from "../canonical/wire-path.js";
import { leveledLogger, warningLogger } from "../logger.js";
import { signingScheme } from "../signing/scheme.js";
import { hasAccount, mergeOptions, readClientOptions, readRequestOptions } from "./client-options.js";
import { runDry } from "./dry-run.js";
import { createOwnTransport } from "./transport.js";
import type {
  LinuxLink,
  LinuxLinkConfig,
  LinuxLinkMethod,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
} from "./types.js";

/**
 * Creates a client. Without `keyFilePath`, or `email` and `key`, the first call reads the default key file.
 *
 * @param options - can be changed later by `configure`
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @throws LinuxLinkError `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`, `EDITION_INVALID`, and the codes of
 * {@link readKeyFile}
 *
 * @example
 * ```ts
 * import { startEmulator } from "@org/emulator";
 * import { createLinuxLink } from "@org/linuxlink-auth";
 *
 * const emulator = await startEmulator();
 * const link = createLinuxLink({ keyFilePath: emulator.keyFile });
 * console.log(await link.heartbeat());
 * await link.close();
 * await emulator.close();
 * ```
 */
export function createLinuxLink(options: LinuxLinkOptions = {}): LinuxLink {
  return new SigningClient(options);
}

/** What calls use until `configure` changes something. */
interface Connection {
  readonly session: Session;
  /** Origin and path of the service, without a slash at the end. */
  readonly server: string;
  /** Decides the path of the heartbeat. */
  readonly edition: Edition;
  /** Undefined if the caller passed a transport. */
  readonly ownTransport: Transport | undefined;
}

class SigningClient implements LinuxLink {
  readonly get: LinuxLinkMethod = this.#method("GET");
  readonly post: LinuxLinkMethod = this.#method("POST");
  readonly put: LinuxLinkMethod = this.#method("PUT");
  readonly patch: LinuxLinkMethod = this.#method("PATCH");
  readonly delete: LinuxLinkMethod = this.#method("DELETE");
  #options: LinuxLinkOptions = omitUndefined({});
  #source: AccountSource | undefined;
  #connection: Connection | undefined;
  /** All that must be closed: calls may still use a connection that `configure` has replaced. */
  readonly #opened: Connection[] = [];

  constructor(options: LinuxLinkOptions) {
    this.configure(options);
  }

  configure(given: LinuxLinkOptions): void {
    const change = readClientOptions(given);
    const options = mergeOptions(this.#options, change);
    const logger = loggerOf(options);
    const source = hasAccount(change) ? readAccountSource(options, logger) : this.#source;
    resolveTarget(source, options);
    createOwnTransport(options);
    this.#options = options;
    this.#source = source;
    this.#connection = undefined;
    if (change.dryRun) logger.warn("Dry Run mode is enabled. No requests will be made.");
    if (change.verifyCert === false && options.logger !== undefined)
      logger.warn("Certificate checks are switched off.");
  }

  get currentConfig(): LinuxLinkConfig {
    const { verifyCert = true, dryRun = false, logLevel = "warn" } = this.#options;
    const { server, edition } = resolveTarget(this.#source, this.#options);
    const account = omitUndefined({ email: this.#source?.email, keyFilePath: this.#source?.path });
    return Object.freeze({ ...account, url: server, edition, verifyCert, dryRun, logLevel });
  }

  async heartbeat(options: LinuxLinkRequestOptions = {}): Promise<unknown> {
    const { edition } = this.#connect();
    return this.post(editions[edition].heartbeatResource, {}, options);
  }

  async close(): Promise<void> {
    this.#connection = undefined;
    for (const { session, ownTransport } of this.#opened.splice(0)) {
      await session.close();
      await ownTransport?.close?.();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #method(method: string): LinuxLinkMethod {
    const call = (resource: string, params?: LinuxLinkParams, options: LinuxLinkRequestOptions = {}) =>
      this.#call({ method, resource, params }, options);
    return call as LinuxLinkMethod;
  }

  /** A dry run takes the same path up to the transport. */
  async #call(
    { method, resource, params }: { method: string; resource: string; params: LinuxLinkParams | undefined },
    options: LinuxLinkRequestOptions,
  ): Promise<unknown> {
    const { as = "json", onResponse, ...sessionOptions } = readRequestOptions(options);
    const { session, server } = this.#connect();
    const url = server + wirePath(resource);
    const requestOptions = { ...sessionOptions, method, authOptions: { resource, params } };
    if (this.#options.dryRun) return runDry(session, url, requestOptions);
    const response = await session.request(url, { ...requestOptions, stream: as === "stream" });
    onResponse?.({
      // Reading them loads a part of Node, which most callers don't need.
      get headers() {
        return response.headers;
      },
      quote: (text) => quoteFrom(response, text) ?? "",
    });
    if (as === "stream") return response.body ?? ReadableStream.from<Uint8Array>([]);
    return as === "bytes" ? response.bytes() : parseJson(response);
  }

  #connect(): Connection {
    if (this.#connection !== undefined) return this.#connection;
    const { timeout, retry, clock } = this.#options;
    const logger = loggerOf(this.#options);
    this.#source ??= readAccountSource(this.#options, logger);
    const { email, key } = this.#source;
    const { server, edition } = resolveTarget(this.#source, this.#options);
    const ownTransport = createOwnTransport(this.#options);
    const transport = this.#options.transport ?? ownTransport;
    const session = createSession({
      ...omitUndefined({ transport, timeout, retry, clock }),
      auth: signingScheme({ email, key, server }),
      logger,
      baseUrl: server,
      redirect: "error",
    });
    this.#connection = { session, server, edition, ownTransport };
    this.#opened.push(this.#connection);
    return this.#connection;
  }
}

function loggerOf({ logger = warningLogger, logLevel = "warn" }: LinuxLinkOptions): Logger {
  return leveledLogger(logger, logLevel, "linuxlink-auth");
}

async function parseJson(response: HttpResponse): Promise<unknown> {
  const bytes = await response.bytes();
  return bytes.byteLength === 0 ? undefined : response.json();
}
