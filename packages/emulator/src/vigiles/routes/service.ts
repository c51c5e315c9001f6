import type { Route } from "../http/route.js";

const heartbeat = (): object => ({ ok: true });

/** Is the service there, and which is it? */
export const serviceRoutes: readonly Route[] = [
  { method: "POST", path: "/heartbeat", handle: heartbeat },
  { method: "POST", path: "/vigiles/heartbeat", handle: heartbeat },
  { method: "GET", path: "/vigiles/about", handle: () => ({ app_version: "emulator", database_version: "built-in" }) },
];
