import { gotTransport, type Transport } from "../../src/index.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";

/** Every transport by its name, for `describe.each`. */
export const allTransports: readonly { readonly name: string; readonly make: () => Transport }[] = [
  { name: "got", make: gotTransport },
  { name: "node", make: nodeTransport },
  { name: "undici", make: undiciTransport },
  { name: "fetch", make: fetchTransport },
];
