import type { Body, HttpRequest } from "@org/http-core";
import type { LinuxLinkCall } from "../canonical/call.js";
import { LinuxLinkError } from "../errors.js";
import type { LinuxLinkParams, ParamValue } from "../canonical/params.js";
import type { LinuxLinkCallOptions } from "../client/types.js";
import { wirePath } from "../canonical/wire-path.js";

/**
 * The call that a request stands for: as its `authOptions` state it, else as its own path, query and form do.
 *
 * @param request - not signed yet
 * @param server - origin and path of the service
 * @param options - the call's `authOptions`
 * @throws LinuxLinkError `RESOURCE_MISMATCH` where something would be sent that is not signed
 */
export function statedCall(request: HttpRequest, server: string, options?: LinuxLinkCallOptions): LinuxLinkCall {
  const { method, body } = request;
  const [location = "", query = ""] = request.url.split("?", 2);
  if (options !== undefined && options !== null) {
    const { resource, params } = options;
    if (location !== server + wirePath(resource)) mismatch("the request goes to another path than the signed one");
    if (query !== "" || body !== undefined) mismatch("the request has parameters besides those of its authOptions");
    return { method, resource, params };
  }
  if (!location.startsWith(`${server}/`)) mismatch("the request goes to a path outside the server's");
  if (body !== undefined && (body.fields === undefined || method !== "POST")) {
    mismatch("only a POST has a body, and it is a form; give other parameters in the query");
  }
  return {
    method,
    resource: location.slice(server.length),
    params: grouped([...pairsOf(query), ...(body?.fields ?? [])]),
  };
}

function pairsOf(query: string): Iterable<readonly [string, string]> {
  return new URLSearchParams(query);
}

/** A name that stands several times is a list. */
function grouped(pairs: readonly (readonly [string, string | Body])[]): LinuxLinkParams {
  const groups = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, all]): [string, ParamValue] => {
      const values = all.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : (values as readonly string[])];
    }),
  );
}

function mismatch(why: string): never {
  throw new LinuxLinkError("RESOURCE_MISMATCH", `Nothing was sent: ${why}`);
}
