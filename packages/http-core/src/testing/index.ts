export { manualClock, type ManualClock } from "./manual-clock.js";
export {
  memoryTransport,
  type MemoryAnswer,
  type MemoryHandler,
  type MemoryTransport,
  type ReceivedRequest,
} from "./memory-transport.js";
