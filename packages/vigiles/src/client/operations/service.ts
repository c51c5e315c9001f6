import type { Api, CallControl } from "../api/api.js";

/** Response to a heartbeat. */
export interface Heartbeat {
  /** True if the server works and knows the key. */
  readonly ok: boolean;
}

/** Versions of the service. */
export interface About {
  /** Version of the web application. */
  readonly app_version: string;
  /** Version of the vulnerability database. */
  readonly database_version: string;
}

/** Operations on the service itself. */
export interface Service {
  /** Checks the server and the key. */
  heartbeat(control?: CallControl): Promise<Heartbeat>;
  /**
   * Returns versions of the service. Only for the edition `groups`.
   *
   * @throws VigilesError `EDITION_MISMATCH`
   */
  about(control?: CallControl): Promise<About>;
}

/** Makes the operations on the service itself. */
export function serviceOperations(api: Api): Service {
  return {
    heartbeat: (control) => api.heartbeat<Heartbeat>(control),
    async about(control) {
      await api.requireEdition("groups", "about");
      return api.requestObject<About>({ method: "GET", path: "/about", control });
    },
  };
}
