import type { Route } from "../http/route.js";

const heartbeat = (): object => ({ ok: true });

/** The operations that check the service and show its version. */
export const serviceRoutes: readonly Route[] = [
  { method: "POST", path: "/heartbeat", handle: heartbeat },
  { method: "POST", path: "/vigiles/heartbeat", handle: heartbeat },
  { method: "GET", path: "/vigiles/about", handle: () => ({ app_version: "emulator", database_version: "built-in" }) },
];
