import { describe, it } from "vitest";
import { fetchTransport } from "../../src/transports/fetch.js";
import { gotTransport } from "../../src/transports/got.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { memoryTransport, testTransport } from "../../src/testing/index.js";
import { certificates as makeCertificates } from "../support/certificates.js";

const runner = { describe, it, skip: it.skip };
const certificates = await makeCertificates();

testTransport({ name: "gotTransport", runner, make: gotTransport, certificates });
testTransport({ name: "nodeTransport", runner, make: nodeTransport, certificates });
testTransport({ name: "undiciTransport", runner, make: undiciTransport, certificates });
testTransport({
  name: "fetchTransport",
  runner,
  make: () => fetchTransport(),
  cannot: ["connectPhase", "trust", "continue", "emptyBody", "encodedResponses"],
  certificates,
});
testTransport({
  name: "memoryTransport",
  runner,
  make: () => memoryTransport(),
  connect: memoryTransport,
  cannot: ["network"],
});
