import { gotTransport, type Transport, type TransportOptions } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";

/** Makes a transport. */
export type MakeTransport = (options?: TransportOptions) => Transport;

/** Every transport that the tests on the wire go over. */
export const transports: readonly { readonly name: string; readonly make: MakeTransport }[] = [
  { name: "got", make: gotTransport },
  { name: "undici", make: undiciTransport },
];
