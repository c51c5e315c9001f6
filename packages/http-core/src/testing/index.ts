export { manualClock, type ManualClock } from "./manual-clock.js";
export {
  memoryTransport,
  type MemoryAnswer,
  type MemoryHandler,
  type MemoryTransport,
  type ReceivedRequest,
} from "./memory-transport.js";
export type { TestRunner } from "./runner.js";
export type { SchemeSubject, SubjectOptions } from "./scheme/subject.js";
export { testAuthScheme, type AuthSchemeSuite } from "./scheme/test-auth-scheme.js";
export { testTransport, type TransportInability, type TransportSuite } from "./transport/test-transport.js";
export type { TestCertificates } from "./transport/tls-checks.js";
export type { ServerIdentity } from "./transport/local-server.js";
