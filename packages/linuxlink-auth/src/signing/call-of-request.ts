import type { Body, HttpRequest } from "@org/http-core";
import { memberOf } from "@org/http-core/authoring";
import type { LinuxLinkCall } from "../canonical/call.js";
import type { LinuxLinkParams, ParamValue } from "../canonical/params.js";
import { wirePath } from "../canonical/wire-path.js";
import { LinuxLinkError } from "../errors.js";
import type { LinuxLinkCallOptions } from "./call-options.js";

/**
 * Finds out which call a request makes: the one in its `authOptions`, otherwise its own path, query and form.
 *
 * @param request - not signed yet
 * @param server - origin and path of the service
 * @param options - the request's `authOptions`
 * @throws LinuxLinkError `RESOURCE_MISMATCH` if a part would be sent that is not signed
 */
export function callOfRequest(request: HttpRequest, server: string, options?: LinuxLinkCallOptions): LinuxLinkCall {
  const { method, body } = request;
  const [location, query] = splitAtQuery(request.url);
  if (options !== undefined && options !== null) {
    const { resource } = options;
    if (location !== server + wirePath(resource)) refuse("the request's path is not the resource in its authOptions");
    if ((query ?? "") !== "" || body !== undefined)
      refuse("the request has parameters besides those in its authOptions");
    return { method, resource, params: memberOf(options, "params") };
  }
  if (!location.startsWith(`${server}/`)) refuse("the request's path is outside the server's path");
  if (body !== undefined && (body.fields === undefined || method !== "POST")) {
    refuse("a body must be the form of a POST; pass other parameters in the query");
  }
  const params = groupByName([...queryPairs(query), ...(body?.fields ?? [])]);
  return { method, resource: location.slice(server.length), params };
}

/** Splits a URL at its first question mark. A query may contain more of them. */
function splitAtQuery(url: string): readonly [location: string, query: string | undefined] {
  const at = url.indexOf("?");
  return at < 0 ? [url, undefined] : [url.slice(0, at), url.slice(at + 1)];
}

/** The query is text here, so a question mark at its start is part of a name. */
function queryPairs(query: string = ""): Iterable<readonly [string, string]> {
  return new URLSearchParams(`?${query}`);
}

/** A name that occurs several times becomes a list. */
function groupByName(pairs: readonly (readonly [string, string | Body])[]): LinuxLinkParams {
  const groups = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, group]): [string, ParamValue] => {
      const values = group.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : (values as readonly string[])];
    }),
  );
}

function refuse(why: string): never {
  throw new LinuxLinkError("RESOURCE_MISMATCH", `Nothing was sent: ${why}`);
}
