import { describe, expect, it } from "vitest";
import { transportFault } from "../../../src/transports/exchange/fault.js";

describe("a fault of the network", () => {
  const context = { method: "GET", url: "https://a.example/", phase: "send", bytesSent: "unknown" } as const;

  it.each([
    [Object.assign(new Error("x"), { code: "ENOTFOUND" }), "DNS_FAILED"],
    [Object.assign(new Error("x"), { cause: { code: "ECONNREFUSED" } }), "CONNECT_FAILED"],
    [Object.assign(new AggregateError([Object.assign(new Error("x"), { code: "ENETUNREACH" })])), "CONNECT_FAILED"],
    [Object.assign(new Error("x"), { code: "CERT_HAS_EXPIRED" }), "TLS_FAILED"],
    [Object.assign(new Error("x"), { code: "HPE_INVALID_CONSTANT" }), "PROTOCOL_ERROR"],
    [Object.assign(new Error("x"), { code: "EPIPE" }), "CONNECTION_RESET"],
    [new AggregateError([]), "TRANSPORT_FAILED"],
    ["a string", "TRANSPORT_FAILED"],
    [undefined, "TRANSPORT_FAILED"],
  ])("%s is %s", (error, code) => {
    expect(transportFault(error, context).code).toBe(code);
  });
});
