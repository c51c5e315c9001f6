import { toWireHeaders } from "../../../http/headers.js";
import { omitUndefined } from "../../../util/omit-undefined.js";
import type { Clock } from "../../../util/clock.js";
import type { MemoryHandler } from "../../memory-transport.js";

/**
 * Lets each response of a service tell the service's time in `Date`, as those of real servers do (RFC 9110 section 6.6.1). A
 * scheme may learn from it how wrong the machine's clock is.
 *
 * @param service - may set the header itself
 * @param clock - of the service
 */
export function withDate(service: MemoryHandler, clock: Clock): MemoryHandler {
  return async (request, context) => {
    const response = await service(request, context);
    if (response === undefined) return undefined;
    const parts = typeof response === "number" ? { status: response } : response;
    const headers = toWireHeaders(parts.headers ?? {}).copy();
    if (!headers.has("date")) headers.set("date", new Date(clock.nowMs()).toUTCString());
    return omitUndefined({ ...parts, headers });
  };
}
