import type { EventEmitter } from "node:events";
import { bareObject } from "./own-members.js";

/**
 * Options that no transport sets. Node copies options to objects of its own, which inherit from `Object.prototype`, so an
 * option that is left out has the value that a changed prototype gives it. An own member `undefined` means the default.
 */
export type ExplicitOptions = Readonly<Record<string, undefined>>;

function unset(...names: readonly string[]): ExplicitOptions {
  const options = bareObject() as Record<string, undefined>;
  for (const name of names) options[name] = undefined;
  return options;
}

/** Options of a stream (`node:stream`). */
export const streamOptions: ExplicitOptions = unset(
  ..."autoDestroy captureRejections construct decodeStrings defaultEncoding destroy destroyOnReturn emitClose encoding".split(
    " ",
  ),
  ..."final highWaterMark objectMode read readable readableHighWaterMark readableObjectMode signal".split(" "),
  ..."writable writableHighWaterMark writableObjectMode write writev".split(" "),
);

/** Options of a connection (`node:net`) other than its destination. */
export const socketOptions: ExplicitOptions = {
  ...streamOptions,
  ...unset(
    ..."allowHalfOpen autoSelectFamily autoSelectFamilyAttemptTimeout blockList family fd handle hints".split(" "),
    ..."keepAlive keepAliveInitialDelay localAddress localPort lookup manualStart noDelay onread".split(" "),
    ..."path pauseOnCreate timeout typeOfService".split(" "),
  ),
};

/** Options of a connection that uses TLS (`node:tls`) other than its destination and the session that it resumes. */
export const tlsOptions: ExplicitOptions = {
  ...socketOptions,
  ...unset(
    ..."ALPNCallback SNICallback allowPartialTrustChain certificateCompression clientCertEngine crl credentials".split(
      " ",
    ),
    ..."dhparam ecdhCurve enableTrace handshakeTimeout honorCipherOrder maxVersion pfx pipe".split(" "),
    ..."pauseOnConnect privateKeyEngine privateKeyIdentifier pskCallback pskIdentityHint requestOCSP".split(" "),
    ..."secureContext secureOptions secureProtocol server sessionIdContext sessionTimeout sigalgs socket".split(" "),
    ..."ticketKeys".split(" "),
  ),
};

/**
 * Keeps a member of `Object.prototype` from being used as a listener. Node stores the listeners of a stream in an object that
 * inherits from it, so a member named `connect` or `socket` would be called, or would make the stream fail.
 *
 * @param stream - a new stream
 * @returns the same stream
 */
export function detachEvents<T extends EventEmitter>(stream: T): T {
  const listeners: unknown = Reflect.get(stream, "_events");
  if (typeof listeners === "object" && listeners !== null) Object.setPrototypeOf(listeners, null);
  return stream;
}
