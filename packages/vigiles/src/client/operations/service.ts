import type { Api, CallControl } from "../api/api.js";

/** What the heartbeat answers. */
export interface Heartbeat {
  readonly ok: boolean;
}

/** Versions of the service. */
export interface About {
  readonly app_version: string;
  readonly database_version: string;
}

/** Operations on the service itself. */
export interface Service {
  heartbeat(control?: CallControl): Promise<Heartbeat>;
  /** @throws VigilesError `EDITION_MISMATCH` in the products edition */
  about(control?: CallControl): Promise<About>;
}

/** @param api - what the operations call */
export function serviceOperations(api: Api): Service {
  return {
    heartbeat: (control) => api.heartbeat<Heartbeat>(control),
    async about(control) {
      await api.need("groups", "about");
      return api.object<About>({ method: "GET", path: "/about", control });
    },
  };
}
