import type { AnyAuthScheme } from "../auth/scheme.js";
import { matchesEntry } from "../http/allowed-hosts.js";
import { declaredNameTest, mayBeCredentialName } from "../redaction/credential-names.js";
import type { HeaderList } from "../http/header-list.js";
import { mergeParams, type Params } from "../http/params.js";
import type { Target } from "../http/target.js";
import type { Logger } from "../util/logger.js";
import { isSameHome } from "./session-target.js";

/** The headers and parameters of a session that go with a call. */
export interface OwnParts {
  /** A private copy. */
  readonly headers: HeaderList;
  /** Added to the query. */
  readonly params: Params | undefined;
}

/** Sends the credentials among a session's own headers and parameters only to the host that they belong to. */
export class OwnCredentials {
  /** An origin, or a host with port; `undefined` for none. */
  readonly home: string | undefined;
  readonly #logger: Logger;
  #hasWarned = false;

  /**
   * @param home - where they belong
   * @param logger - receives one warning
   */
  constructor(home: string | undefined, logger: Logger) {
    this.home = home;
    this.#logger = logger;
  }

  /**
   * Returns what goes with a call: everything to the session's own host, and no credentials to any other.
   *
   * @param url - of the call
   * @param parts - of the session; the headers are changed
   * @param auth - the scheme of the call, which declares names of its own
   */
  for(url: Target, parts: OwnParts, auth: AnyAuthScheme | false | undefined): OwnParts {
    if (this.home !== undefined && matchesEntry(url, this.home)) return parts;
    const { kept, dropped } = withoutCredentials(parts, auth);
    this.#warn(dropped, `A request to ${url.origin}`);
    return kept;
  }

  /**
   * Returns what an extended session inherits: no credentials if it has another host of its own.
   *
   * @param home - of the extended session
   * @param parts - of this session; the headers are changed
   * @param auth - the scheme of this session, which declares names of its own
   */
  inherited(home: string | undefined, parts: OwnParts, auth: AnyAuthScheme | false | undefined): OwnParts {
    if (this.home === undefined || isSameHome(this.home, home)) return parts;
    const { kept, dropped } = withoutCredentials(parts, auth);
    this.#warn(dropped, `A session that was extended for ${home ?? "every host"}`);
    return kept;
  }

  #warn(names: readonly string[], subject: string): void {
    if (names.length === 0 || this.#hasWarned) return;
    this.#hasWarned = true;
    const where = this.home === undefined ? "the session has no baseUrl and no single host" : `they go to ${this.home}`;
    this.#logger.warn(
      `${subject} does not get ${names.join(", ")} of the session, which look like credentials: ${where}. ` +
        "To send them to another host, set them in the options of the call, or of a session whose baseUrl is that host",
    );
  }
}

/**
 * Removes what looks like a credential.
 *
 * @param parts - the headers are changed
 * @param auth - declares names of its own
 * @returns the other headers and parameters, and the names of the removed ones
 */
function withoutCredentials(
  { headers, params }: OwnParts,
  auth: AnyAuthScheme | false | undefined,
): { readonly kept: OwnParts; readonly dropped: readonly string[] } {
  const secrets = auth === false ? undefined : auth?.secrets;
  const isDeclaredHeader = declaredNameTest(secrets, "headers");
  const isDeclaredParam = declaredNameTest(secrets, "query");
  const isSecretHeader = (name: string): boolean => isDeclaredHeader(name) || mayBeCredentialName(name);
  const isSecretParam = (name: string): boolean => isDeclaredParam(name) || mayBeCredentialName(name);
  const names = [...headers].map(([name]) => name).filter(isSecretHeader);
  for (const name of names) headers.delete(name);
  const pairs = params === undefined ? [] : mergeParams(params);
  const dropped = [...names, ...pairs.map(([name]) => name).filter(isSecretParam)];
  const kept = { headers, params: params === undefined ? undefined : pairs.filter(([name]) => !isSecretParam(name)) };
  return { kept, dropped: [...new Set(dropped)] };
}
