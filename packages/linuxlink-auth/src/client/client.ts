import { createSession, type HttpResponse, type Logger, type Session, type Transport } from "@org/http-core";
import { linuxLinkAuth } from "../auth.js";
import { readSource, targetOf, type AccountSource, type AccountTarget } from "../account/account-source.js";
import { checkRequestOptions, linuxLinkOptionNames, mergeOptions, namesAccount } from "./client-options.js";
import { runDry } from "./dry-run.js";
import { editions } from "../account/edition.js";
import { given, refuseUnknown } from "../check-options.js";
import { leveledLogger, warningLogger } from "../logger.js";
import { ownTransport } from "./transport.js";
import type { LinuxLinkParams } from "../canonical/params.js";
import type {
  LinuxLink,
  LinuxLinkConfig,
  LinuxLinkMethod,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
} from "./types.js";
import { wirePath } from "../canonical/wire-path.js";

/**
 * Makes a client. Without `keyFilePath`, or `email` and `key`, the default key file is read by the first call.
 *
 * @param options - as for `configure`
 * @throws LinuxLinkError
 */
export function createLinuxLink(options: LinuxLinkOptions = {}): LinuxLink {
  return new SigningClient(options);
}

/** What calls go through until the client is configured otherwise. */
interface Connection {
  readonly session: Session;
  readonly target: AccountTarget;
  readonly own: Transport | undefined;
}

class SigningClient implements LinuxLink {
  readonly get: LinuxLinkMethod = this.#method("GET");
  readonly post: LinuxLinkMethod = this.#method("POST");
  readonly put: LinuxLinkMethod = this.#method("PUT");
  readonly patch: LinuxLinkMethod = this.#method("PATCH");
  readonly delete: LinuxLinkMethod = this.#method("DELETE");
  #options: LinuxLinkOptions = {};
  #source: AccountSource | undefined;
  #connection: Connection | undefined;
  readonly #opened: Connection[] = [];

  constructor(options: LinuxLinkOptions) {
    this.configure(options);
  }

  configure(change: LinuxLinkOptions): void {
    refuseUnknown(change, linuxLinkOptionNames, "LinuxLink");
    const options = mergeOptions(this.#options, given(change));
    const logger = loggerOf(options);
    const source = namesAccount(change) ? readSource({ ...options, logger }) : this.#source;
    targetOf(source, options);
    ownTransport(options);
    this.#options = options;
    this.#source = source;
    this.#connection = undefined;
    if (change.dryRun) logger.warn("Dry Run mode is enabled. No requests will be made.");
    if (change.verifyCert === false && options.logger !== undefined)
      logger.warn("Certificate checks are switched off.");
  }

  get currentConfig(): LinuxLinkConfig {
    const { verifyCert = true, dryRun = false, logLevel = "warn" } = this.#options;
    const { server, edition } = targetOf(this.#source, this.#options);
    const { email, path } = this.#source ?? {};
    const account = given({ email, keyFilePath: path });
    return Object.freeze({ ...account, url: server, edition, verifyCert, dryRun, logLevel });
  }

  async heartbeat(options: LinuxLinkRequestOptions = {}): Promise<unknown> {
    const { edition } = this.#connect().target;
    return this.post(editions[edition].heartbeatResource, {}, options);
  }

  async close(): Promise<void> {
    this.#connection = undefined;
    for (const { session, own } of this.#opened.splice(0)) {
      await session.close();
      await own?.close?.();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #method(method: string): LinuxLinkMethod {
    const call = (resource: string, params?: LinuxLinkParams, options: LinuxLinkRequestOptions = {}) =>
      this.#call(method, resource, params, options);
    return call as LinuxLinkMethod;
  }

  /** A dry run goes the same way, and stops short of the transport. */
  async #call(
    method: string,
    resource: string,
    params: LinuxLinkParams | undefined,
    { as = "json", ...options }: LinuxLinkRequestOptions,
  ): Promise<unknown> {
    checkRequestOptions({ as, ...options });
    const { session, target } = this.#connect();
    const url = target.server + wirePath(resource);
    const call = { ...given(options), method, authOptions: { resource, params } };
    if (this.#options.dryRun) return runDry(session, url, call);
    const response = await session.request(url, { ...call, stream: as === "stream" });
    if (as === "stream") return response.body ?? ReadableStream.from<Uint8Array>([]);
    return as === "bytes" ? response.bytes() : jsonOf(response);
  }

  #connect(): Connection {
    if (this.#connection !== undefined) return this.#connection;
    const { transport, timeout, retry, clock } = this.#options;
    const logger = loggerOf(this.#options);
    this.#source ??= readSource({ ...this.#options, logger });
    const { email, key } = this.#source;
    const target = targetOf(this.#source, this.#options);
    const own = ownTransport(this.#options);
    const auth = linuxLinkAuth({ email, key, url: target.server, edition: target.edition });
    const session = createSession({
      ...given({ transport: transport ?? own, timeout, retry, clock }),
      auth,
      logger,
      baseUrl: target.server,
      redirect: "error",
    });
    this.#connection = { session, target, own };
    this.#opened.push(this.#connection);
    return this.#connection;
  }
}

function loggerOf({ logger = warningLogger, logLevel = "warn" }: LinuxLinkOptions): Logger {
  return leveledLogger(logger, logLevel);
}

async function jsonOf(response: HttpResponse): Promise<unknown> {
  const bytes = await response.bytes();
  return bytes.byteLength === 0 ? undefined : response.json();
}
