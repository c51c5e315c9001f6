import type { Logger } from "../util/logger.js";
import type { CredentialCaller } from "./credentials/credential-source.js";
import { loginContext, type LoginParts } from "../session/login-context.js";
import type { WindowSize } from "./limits/reauth-window.js";
import type { AcquireContext, AnyAuthScheme } from "./scheme.js";

/** What is alike for all calls of a session. */
export type SessionParts = Pick<LoginParts, "transport" | "clock" | "random" | "logger"> & {
  readonly window: WindowSize;
};

/** What one call adds. */
export type CallParts = Pick<LoginParts, "scheme" | "options" | "timeout"> & {
  readonly signal: AbortSignal | undefined;
};

/** A call that may have to log in. What a login works with is put together when there is one. */
export class SessionCaller implements CredentialCaller {
  readonly scheme: AnyAuthScheme;
  readonly signal: AbortSignal | undefined;
  readonly window: WindowSize;
  readonly logger: Logger;
  readonly #session: SessionParts;
  readonly #call: CallParts;

  constructor(session: SessionParts, call: CallParts) {
    this.scheme = call.scheme;
    this.signal = call.signal;
    this.window = session.window;
    this.logger = session.logger;
    this.#session = session;
    this.#call = call;
  }

  loginContext(signal: AbortSignal): AcquireContext<unknown> {
    return loginContext({ ...this.#session, ...this.#call }, signal);
  }
}
