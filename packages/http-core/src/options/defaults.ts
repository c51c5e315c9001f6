/** What goes out when neither call nor session say otherwise. */
export const defaultHeaders = {
  accept: "*/*",
  "accept-encoding": "gzip, br",
  "user-agent": "org-http-core",
} as const;
