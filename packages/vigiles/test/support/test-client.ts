import { createVigiles, type Vigiles, type VigilesOptions } from "../../src/index.js";
import type { SeenRequest } from "./servers/loopback.js";
import { account } from "./workspace.js";

/**
 * A client of the edition `groups`, with the test account.
 *
 * @param url - of the test server
 * @param options - further options
 */
export function testClient(url: string, options: VigilesOptions = {}): Vigiles {
  return createVigiles({ ...account, url, edition: "groups", ...options });
}

/** Parameters of the last request, without the account's address. */
export function lastParams(requests: readonly Pick<SeenRequest, "params">[]): Record<string, string> {
  const { email: _email, ...rest } = Object.fromEntries(requests.at(-1)?.params ?? []);
  return rest;
}
