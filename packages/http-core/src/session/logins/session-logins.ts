import type { LoginContextOptions, LoginSupport, StartedLogin } from "../../auth/credentials/credential-caller.js";
import type { SessionIdentities } from "../../auth/identities/session-identities.js";
import type { LoginContext } from "../../auth/scheme.js";

/** The logins that a session's calls have started. They use the session's transport. */
export class SessionLogins implements LoginSupport {
  readonly #identities: SessionIdentities;
  readonly #started = new Set<StartedLogin>();

  /** @param identities - of the session */
  constructor(identities: SessionIdentities) {
    this.#identities = identities;
  }

  /** Resolves when the running logins have ended; `undefined` if there are none. They never reject it. */
  get pending(): Promise<unknown> | undefined {
    const results = [...this.#started].filter(({ signal }) => !signal.aborted).map(({ result }) => result);
    return results.length === 0 ? undefined : Promise.allSettled(results);
  }

  async createContext(options: LoginContextOptions): Promise<LoginContext<unknown>> {
    // Loaded with the first login, so that a program does not load it at its start.
    const { createLoginContext } = await import("./login-context.js");
    return createLoginContext(options, this.#identities);
  }

  onStart(login: StartedLogin): void {
    this.#started.add(login);
    const forget = (): void => void this.#started.delete(login);
    login.result.then(forget, forget);
  }
}
