import { describe, it } from "vitest";
import { fetchTransport } from "../../src/transports/fetch.js";
import { gotTransport } from "../../src/transports/got.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { memoryTransport, testTransport } from "../../src/testing/index.js";
import { certificates as makeCertificates } from "../support/certificates.js";

const runner = { describe, it, skip: it.skip };
const maxCheckMs = 60_000;
const certificates = await makeCertificates();

testTransport({ name: "gotTransport", runner, maxCheckMs, make: gotTransport, certificates });
testTransport({ name: "nodeTransport", runner, maxCheckMs, make: nodeTransport, certificates });
testTransport({ name: "undiciTransport", runner, maxCheckMs, make: undiciTransport, certificates });
testTransport({
  name: "fetchTransport",
  runner,
  maxCheckMs,
  make: () => fetchTransport(),
  cannot: ["connectPhase", "trust", "continue", "emptyBody", "encodedResponses"],
  certificates,
});
testTransport({
  name: "memoryTransport",
  runner,
  maxCheckMs,
  make: () => memoryTransport(),
  connect: memoryTransport,
  cannot: ["network"],
});
