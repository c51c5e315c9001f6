import type { GlobalOptions } from "./global-options.js";
import type { Io } from "../io.js";

const variables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy that is configured, without its credentials. Loopback, and what `NO_PROXY` lists, is reached directly all
 * the same.
 *
 * @param globals - options of the command line
 * @param env - of the process
 */
export function proxySetting(
  { proxy }: Pick<GlobalOptions, "proxy">,
  env: Io["env"],
): { readonly value: string | null; readonly source: string } {
  if (proxy !== undefined)
    return { value: proxy === false ? "none" : withoutCredentials(proxy), source: "flag --proxy" };
  const variable = variables.find((name) => env[name]);
  if (variable === undefined) return { value: null, source: "default" };
  return { value: withoutCredentials(env[variable] ?? ""), source: `environment ${variable}` };
}

function withoutCredentials(text: string): string {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  return url === null ? "not a URL" : `${url.protocol}//${url.host}`;
}
