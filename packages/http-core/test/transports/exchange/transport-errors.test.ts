import { describe, expect, it } from "vitest";
import { networkError, type ExchangeState } from "../../../src/transports/exchange/transport-errors.js";

const request = { method: "GET", url: "https://a.example/" };
/** A transport that is told nothing of its connection; one that has not connected yet; one that has. */
const contexts = {
  untold: { ...request, phase: "send", bytesSent: "unknown" },
  before: { ...request, phase: "connect", bytesSent: "none", isConnected: false },
  after: { ...request, phase: "firstByte", bytesSent: "some", isConnected: true },
} satisfies Record<string, ExchangeState>;

const system = (code: string, syscall?: string): Error => Object.assign(new Error(code), { code, syscall });

describe("a failure of the network", () => {
  it.each([
    [system("ENOTFOUND"), "DNS_FAILED"],
    [Object.assign(new Error("x"), { cause: { code: "ECONNREFUSED" } }), "CONNECT_FAILED"],
    [Object.assign(new AggregateError([system("ENETUNREACH", "connect")])), "CONNECT_FAILED"],
    [system("CERT_HAS_EXPIRED"), "TLS_FAILED"],
    [system("HPE_INVALID_CONSTANT"), "PROTOCOL_ERROR"],
    [system("EPIPE"), "CONNECTION_RESET"],
    [new AggregateError([]), "TRANSPORT_FAILED"],
    ["a string", "TRANSPORT_FAILED"],
    [undefined, "TRANSPORT_FAILED"],
  ])("%s is %s", (error, code) => {
    expect(networkError(error, contexts.untold).code).toBe(code);
  });

  it("is that of its innermost cause that has a code, also where errors are each other's cause", () => {
    const [inner, outer] = [system("ENOTFOUND"), new Error("outer")];
    inner.cause = outer;
    outer.cause = inner;
    expect(networkError(outer, contexts.untold).code).toBe("DNS_FAILED");
    const tried = Object.assign(new AggregateError([new Error("x")]), { code: "ECONNREFUSED" });
    expect(networkError(tried, contexts.untold).code).toBe("CONNECT_FAILED");
  });

  it.each([
    ["ENOTFOUND", "DNS_FAILED", "dns"],
    ["EAI_AGAIN", "DNS_FAILED", "dns"],
    ["ECONNREFUSED", "CONNECT_FAILED", "connect"],
    ["ETIMEDOUT", "CONNECT_FAILED", "connect"],
    ["EHOSTUNREACH", "CONNECT_FAILED", "connect"],
    ["ENETUNREACH", "CONNECT_FAILED", "connect"],
    ["EADDRNOTAVAIL", "CONNECT_FAILED", "connect"],
    ["EMFILE", "CONNECT_FAILED", "connect"],
    ["UND_ERR_CONNECT_TIMEOUT", "CONNECT_FAILED", "connect"],
    ["CERT_HAS_EXPIRED", "TLS_FAILED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "TLS_FAILED", "tls"],
    ["EPROTO", "TLS_FAILED", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "TLS_FAILED", "tls"],
    ["ECONNRESET", "CONNECTION_RESET", "connect"],
    ["SOMETHING_NEW", "TRANSPORT_FAILED", "connect"],
  ])("with %s before the connection is %s: nothing was sent", (name, code, phase) => {
    expect(networkError(system(name), contexts.before)).toMatchObject({ code, phase, bytesSent: "none" });
  });

  it.each([
    ["ENOTFOUND", "TRANSPORT_FAILED"],
    ["EAI_AGAIN", "TRANSPORT_FAILED"],
    ["ECONNREFUSED", "CONNECTION_RESET"],
    ["ETIMEDOUT", "CONNECTION_RESET"],
    ["EHOSTUNREACH", "CONNECTION_RESET"],
    ["ENETUNREACH", "CONNECTION_RESET"],
    ["EADDRNOTAVAIL", "CONNECTION_RESET"],
    ["CERT_HAS_EXPIRED", "TLS_FAILED"],
    ["EPROTO", "TLS_FAILED"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "TLS_FAILED"],
    ["ECONNRESET", "CONNECTION_RESET"],
    ["SOMETHING_NEW", "TRANSPORT_FAILED"],
  ])("with %s on a connection is %s: a part was sent, whatever the system call", (name, code) => {
    for (const syscall of ["read", "connect", undefined]) {
      const expected = { code, phase: "firstByte", bytesSent: "some" };
      expect(networkError(system(name, syscall), contexts.after)).toMatchObject(expected);
    }
  });

  it.each([
    ["ETIMEDOUT", "connect", "none"],
    ["ETIMEDOUT", "read", "unknown"],
    ["ETIMEDOUT", undefined, "unknown"],
    ["EHOSTUNREACH", "connect", "none"],
    ["EHOSTUNREACH", "read", "unknown"],
    ["ENOTFOUND", "getaddrinfo", "none"],
    ["ENOTFOUND", undefined, "none"],
    ["ECONNREFUSED", undefined, "none"],
    ["UND_ERR_CONNECT_TIMEOUT", undefined, "none"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", undefined, "none"],
    ["EPROTO", "write", "unknown"],
    ["ECONNRESET", "read", "unknown"],
  ])("with %s of %s, where the connection is not known, was sent: %s", (name, syscall, bytesSent) => {
    expect(networkError(system(name, syscall), contexts.untold).bytesSent).toBe(bytesSent);
  });
});

describe("the message of an error without a code", () => {
  const headers = [["authorization", "Bearer t0ken-of-mine"]] as const;

  it.each([
    ["an error", new Error("Network\nconnection  lost."), "the exchange failed: Network connection lost."],
    ["a text", "worker is gone", "the exchange failed: worker is gone"],
    ["something without a text", {}, "the exchange failed"],
    ["a long text", new Error("x".repeat(10_000)), `the exchange failed: ${"x".repeat(200)}`],
    [
      "a text with a header's value",
      new Error('"t0ken-of-mine" is invalid'),
      'the exchange failed: "[redacted]" is invalid',
    ],
    [
      "a text with the URL",
      new Error("no https://a.example/?key=s3cret"),
      "the exchange failed: no https://a.example/?key=[redacted]",
    ],
  ])("quotes %s", (_, error, reason) => {
    const url = "https://a.example/?key=s3cret";
    const { message } = networkError(error, { ...contexts.untold, url, headers });
    expect(message.split(" failed in phase send: ")[1]).toBe(reason);
  });

  it("quotes nothing of an error that has a code", () => {
    expect(networkError(system("ECONNRESET"), contexts.after).message).toMatch(
      /: the connection was reset \(ECONNRESET\)$/,
    );
  });
});
