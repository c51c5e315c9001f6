import { isSameResource, type HarnessOptions } from "./harness.js";

/** A service that is unavailable for one request, which it has accepted nevertheless. */
export interface Outage {
  /** Responds before the subject's own service. */
  readonly service: NonNullable<HarnessOptions["service"]>;
  /** Makes the service respond with status 503 to the next request that it accepts. */
  begin(): void;
}

/** Makes a service that is available until its outage begins. */
export function createOutage(): Outage {
  let isUnavailable = false;
  return {
    async service(request, { respond, protectedUrl }) {
      if (!isUnavailable || !isSameResource(request.url, protectedUrl)) return undefined;
      const response = await respond(request);
      const status = typeof response === "number" ? response : (response?.status ?? 200);
      if (status !== 200) return response;
      isUnavailable = false;
      return 503;
    },
    begin: () => void (isUnavailable = true),
  };
}
