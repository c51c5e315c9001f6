import type { Body } from "../../http/request-body/body.js";
import { createRequest, type HttpRequest } from "../../http/request.js";
import type { TransportOptions } from "../../transports/options.js";
import type { SendContext, Transport } from "../../transports/transport.js";
import { systemClock } from "../../util/clock.js";
import type { MemoryHandler } from "../memory-transport.js";
import type { TestRunner } from "../runner.js";
import type { ServerIdentity } from "./local-server.js";

/** Certificates for the TLS checks: PEM text. */
export interface TestCertificates {
  /** Certificate of the CA. */
  readonly ca: string;
  /** A certificate for `localhost`, issued by the CA. */
  readonly good: ServerIdentity;
  /** A certificate for another name. */
  readonly wrongName: ServerIdentity;
  /** An expired certificate. */
  readonly expired: ServerIdentity;
  /** A self-signed certificate. */
  readonly selfSigned: ServerIdentity;
  /** A client certificate, issued by the CA. */
  readonly client: {
    /** The certificate, as PEM text. */
    readonly cert: string;
    /** Its private key, as PEM text. */
    readonly key: string;
  };
}

/** What a transport may be unable to do. The checks for it are reported as skipped. */
export type TransportInability =
  /** It has no network: only `connect` is checked. */
  | "network"
  /** It does not know when it has connected, so it can't limit that phase. */
  | "connectPhase"
  /** It opens a connection for each request. */
  | "keepAlive"
  /** It has no options for certificates and proxies. */
  | "trust"
  /** A `100 Continue` that it did not ask for ends the exchange. */
  | "continue"
  /** It can't send `Content-Length: 0` with a method other than POST, PUT and PATCH. */
  | "emptyBody"
  /**
   * It decodes encoded responses itself, and does not notice that compressed data is truncated although `Content-Length` or
   * chunks are complete. It refuses encoded bodies that have neither.
   */
  | "encodedResponses";

/** Options of `testTransport`. */
export interface TransportSuite {
  /** Name of the transport, for the names of the tests. */
  readonly name: string;
  /** Runs the checks. */
  readonly runner: TestRunner;
  /** Makes a transport. */
  readonly make: (options?: TransportOptions) => Transport;
  /** For a transport without a network: makes one whose responses come from a handler. */
  readonly connect?: (handler: MemoryHandler) => Transport;
  /** What the transport can't do. Default nothing. */
  readonly cannot?: readonly TransportInability[];
  /** For the TLS checks. Without certificates these are left out. */
  readonly certificates?: TestCertificates;
  /** How long each check may take, in milliseconds. Default 4000, less than the limit of vitest and jest. */
  readonly maxCheckMs?: number;
}

/** Declares a check, or reports it as skipped if the transport lacks what it needs. */
export type Check = (name: string, needs: readonly TransportInability[], body: () => Promise<void>) => void;

/** Makes a context as a session does. */
export function sendContext(more: Partial<SendContext> = {}): SendContext {
  return { timeout: {}, clock: systemClock, ...more };
}

/** Makes a request as a session does. */
export function requestTo(url: string, method = "GET", body?: Body, headers: Record<string, string> = {}): HttpRequest {
  return createRequest({ method, url, headers: new Headers(headers), body });
}

/** Makes a transport that is closed at the end of a check. */
export function disposable(transport: Transport): Transport & AsyncDisposable {
  return Object.assign(Object.create(transport) as Transport, {
    send: transport.send.bind(transport),
    [Symbol.asyncDispose]: async () => transport.close?.(),
  });
}

/** Sends one request by a new transport, and resolves with the status once the body has been read. */
export async function statusOf(suite: TransportSuite, url: string, options: TransportOptions): Promise<number> {
  await using transport = disposable(suite.make(options));
  const response = await transport.send(requestTo(url), sendContext());
  await response.bytes();
  return response.status;
}
