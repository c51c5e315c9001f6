import type { ArmorOptions } from "./armor/options.js";
import type { VigilesOptions } from "./vigiles/options.js";

/** Options of `startEmulator`; every one has a default. */
export interface EmulatorOptions {
  /** Port of plain HTTP on 127.0.0.1. Default: 0, a free one. */
  readonly httpPort?: number;
  /** Port of HTTPS on 127.0.0.1. Default: 0, a free one. */
  readonly httpsPort?: number;
  /**
   * Folder for the CA, key file and dashboard config, and for what Vigiles holds, which is saved on close and there
   * again on the next start. Default: a temporary one, removed on close.
   */
  readonly stateDir?: string;
  /** Where the clock stands still until it is advanced, in milliseconds since 1970. Default: the machine's time. */
  readonly startMs?: number;
  /** The Armor service; it shares the emulator's clock. */
  readonly armor?: Omit<ArmorOptions, "clock">;
  readonly vigiles?: VigilesOptions;
}
