import type { Body } from "../../http/body/body.js";
import { createRequest, type HttpRequest } from "../../http/request.js";
import type { TransportOptions } from "../../transports/options.js";
import type { SendContext, Transport } from "../../transports/transport.js";
import { systemClock } from "../../util/clock.js";
import type { MemoryHandler } from "../memory-transport.js";
import type { TestRunner } from "../runner.js";
import type { ServerIdentity } from "./local-server.js";

/** Certificates for the TLS checks: PEM text. */
export interface TestCertificates {
  readonly ca: string;
  /** For `localhost`, by the authority. */
  readonly good: ServerIdentity;
  /** For another name. */
  readonly wrongName: ServerIdentity;
  readonly expired: ServerIdentity;
  readonly selfSigned: ServerIdentity;
  /** A client's, by the authority. */
  readonly client: { readonly cert: string; readonly key: string };
}

/** What a transport may be unable to do; its checks are reported as skipped. */
export type TransportInability =
  /** It has no network: only exchanges are checked, over `connect`. */
  | "network"
  /** It can't tell when it has connected, nor limit that phase. */
  | "connectPhase"
  /** It takes no authority, client certificate or proxy. */
  | "trust"
  /** It refuses encoded answers instead of handing them over. */
  | "encodedAnswers";

/** What {@link testTransport} runs on. */
export interface TransportSuite {
  readonly name: string;
  readonly runner: TestRunner;
  readonly make: (options?: TransportOptions) => Transport;
  /** For a transport without a network: makes one that is answered by a handler. */
  readonly connect?: (handler: MemoryHandler) => Transport;
  readonly cannot?: readonly TransportInability[];
  /** For the TLS checks; without them they are skipped. */
  readonly certificates?: TestCertificates;
}

/** One check of the suite, or its name alone where the transport can't do it. */
export type Check = (name: string, needs: readonly TransportInability[], body: () => Promise<void>) => void;

/** A context as the session would give it. */
export function sendContext(more: Partial<SendContext> = {}): SendContext {
  return { timeout: {}, clock: systemClock, ...more };
}

/** A request as the session would give it. */
export function requestTo(url: string, method = "GET", body?: Body, headers: Record<string, string> = {}): HttpRequest {
  return createRequest({ method, url, headers: new Headers(headers), body });
}

/** A transport that is closed at the end of a check. */
export function disposable(transport: Transport): Transport & AsyncDisposable {
  return Object.assign(Object.create(transport) as Transport, {
    send: transport.send.bind(transport),
    [Symbol.asyncDispose]: async () => transport.close?.(),
  });
}
