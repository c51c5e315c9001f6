import type { Transport } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { createArmorApi, type ArmorApi, type ArmorApiOptions } from "../../src/index.js";
import type { ArmorServer } from "./armor-server.js";
import { password, username } from "./credentials.js";
import { Output } from "./output.js";

/** A service on loopback, and the clients that a test opens to it. */
export abstract class ArmorService {
  readonly clock: ManualClock = manualClock();
  readonly server: ArmorServer;
  /** Everything that the clients could print. It must contain no secret when the service stops. */
  readonly output: Output = new Output();
  readonly #transport: Transport;
  readonly #apis: ArmorApi[] = [];

  protected constructor(server: ArmorServer, transport: Transport) {
    this.server = server;
    this.#transport = transport;
  }

  /** Creates a client, which `stop` closes. */
  async api(options: Partial<ArmorApiOptions> = {}): Promise<ArmorApi> {
    const logger = this.output.logger(options.logger);
    const own = { transport: this.#transport, clock: this.clock, random: () => 0.5, ...this.clientOptions() };
    const api = await this.output.of(createArmorApi({ username, password, ...own, ...options, logger }));
    this.#apis.push(api);
    return api;
  }

  /** Returns the error of a client that can't be created; undefined if it can. */
  async failure(options: Partial<ArmorApiOptions> = {}): Promise<unknown> {
    return this.api(options).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Closes the clients and the server, and fails if a secret was printed. */
  async stop(): Promise<void> {
    await Promise.all(this.#apis.map((api) => api.close()));
    await this.#transport.close?.();
    await this.server.stop();
    this.output.close(this.server.requests);
  }

  /** The options that select this service. */
  protected abstract clientOptions(): Partial<ArmorApiOptions>;
}
