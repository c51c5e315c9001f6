/**
 * Local servers that behave as Armor, Vigiles and an OAuth 2.0 server do, for tests and demos.
 *
 * @packageDocumentation
 */
export { startEmulator } from "./emulator.js";
export type { ArmorLogin, Emulator, EmulatorInfo, OAuth2Login } from "./emulator.js";
export type { EmulatorOptions } from "./options.js";
export type { VigilesOptions, VigilesUser } from "./vigiles/options.js";
export type {
  ArmorAccount,
  ArmorOptions,
  ArmorPreSharedKey,
  ArmorProfile,
  ArmorUser,
  MfaBehaviour,
  PageVariant,
  PskBodyRule,
  V1Options,
  V2Options,
  V2Outcome,
} from "./armor/options.js";
export type { OAuth2Client, OAuth2Options } from "./oauth2/options.js";
export type { Fault, FaultKind } from "./faults/fault.js";
export type { FaultPlan } from "./faults/fault-plan.js";
export type { LoggedRequest } from "./server/request-log.js";
export type { Clock, VirtualClock } from "./clock.js";
