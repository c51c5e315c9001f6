import type { ArmorOptions } from "./armor/options.js";
import type { OAuth2Options } from "./oauth2/options.js";
import type { VigilesOptions } from "./vigiles/options.js";

/** The options of `startEmulator`. All are optional. */
export interface EmulatorOptions {
  /** The HTTP port on 127.0.0.1. Default: 0, which picks a free port. */
  readonly httpPort?: number;
  /** The HTTPS port on 127.0.0.1. Default: 0, which picks a free port. */
  readonly httpsPort?: number;
  /**
   * The folder for the CA certificate, the key file, the dashboard config and the Vigiles data. The data is saved on
   * close and loaded on the next start. Default: a temporary folder, which is removed on close.
   */
  readonly stateDir?: string;
  /**
   * The time at which the clock stands still until `clock.advance` is called, in milliseconds since 1970. Default: the
   * clock follows the machine's time.
   */
  readonly startMs?: number;
  /** The origin of pages that may call the services from a browser, such as `http://localhost:5173`. Default: no page may. */
  readonly corsOrigin?: string;
  /** The options of the Armor service, which uses the emulator's clock. */
  readonly armor?: Omit<ArmorOptions, "clock">;
  /** The options of the Vigiles service. */
  readonly vigiles?: VigilesOptions;
  /** The options of the OAuth 2.0 server, which uses the emulator's clock. */
  readonly oauth2?: Omit<OAuth2Options, "clock">;
}
