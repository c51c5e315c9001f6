/**
 * Tools for tests: a transport in memory, a manual clock, and the checks that each scheme and transport has to pass.
 *
 * @packageDocumentation
 */
export { manualClock, type ManualClock } from "./manual-clock.js";
export {
  memoryTransport,
  type MemoryResponse,
  type MemoryHandler,
  type MemoryTransport,
  type ReceivedRequest,
} from "./memory-transport.js";
export { findPrototypeEffects, type PrototypeCheck } from "./prototype-effects.js";
export type { TestRunner } from "./runner.js";
export type { OtherCall, SchemeSubject, SubjectOptions } from "./scheme/subject.js";
export type { AuthSchemeSuite, CoveredPart } from "./scheme/suite.js";
export { testAuthScheme } from "./scheme/test-auth-scheme.js";
export type { TestCertificates, TransportInability, TransportSuite } from "./transport/suite.js";
export { testTransport } from "./transport/test-transport.js";
export type { ServerIdentity } from "./transport/local-server.js";
