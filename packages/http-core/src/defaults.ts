/** Every default of the package. The TSDoc of each option states the same value. */

/** Headers of a request when neither the call nor the session sets them. */
export const defaultHeaders = {
  accept: "*/*",
  "accept-encoding": "gzip, br",
  "user-agent": "org-http-core",
} as const;

/** Options of a call that have a default of their own. */
export const defaultCallOptions = {
  method: "GET",
  reauthenticate: true,
  redirect: "follow",
  maxRedirects: 5,
  throwHttpErrors: true,
  stream: false,
  /** 64 MiB. */
  maxResponseBytes: 67_108_864,
  /** Two million. */
  maxJsonValues: 2_000_000,
} as const;

/** Maximum nesting of JSON, in levels. Parsers and printers that recurse fail at some thousands. */
export const maxJsonDepth = 1000;

/** Time limits of a call and its phases, in milliseconds. */
export const defaultTimeouts = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 30_000, totalMs: 300_000 } as const;

/** Retries of a call. */
export const defaultRetry = {
  attempts: 3,
  minDelayMs: 0,
  baseDelayMs: 500,
  maxDelayMs: 60_000,
  idempotent: false,
  methods: ["GET", "HEAD", "OPTIONS"] as readonly string[],
  statuses: [408, 429, 500, 502, 503, 504] as readonly number[],
};

/** The re-authentication window: four logins after a 401 or a failed login in ten minutes. */
export const defaultRetryWindow = { limit: 4, windowMs: 600_000 } as const;

/** Time limit of one login, in milliseconds, when the scheme sets none. */
export const defaultAcquireTimeoutMs = 60_000;

/** Maximum size of the decoded response to a login request, in bytes: 1 MiB. */
export const defaultMaxLoginBytes = 1_048_576;

/** Maximum size of a response head, in bytes. */
export const defaultMaxHeaderBytes = 65_536;

/** Maximum size of the head of a proxy's response to CONNECT, in bytes: 16 KiB. */
export const maxConnectHeadBytes = 16_384;

/**
 * How long a transport tries one address of a host name before it tries the next, in milliseconds. Node's default of 250 ms
 * fails where the only address that works is slow; this allows for one lost packet.
 */
export const addressAttemptMs = 1_500;

/** Maximum number of connections of a transport per origin. */
export const defaultMaxSockets = 64;

/** Maximum number of identities whose credentials a process keeps. Above it, the least recently used ones are dropped. */
export const defaultMaxIdentities = 10_000;

/** How much of a body `discard` reads before it closes the connection: 64 KB, for one second at most. */
export const drainLimits = { maxBytes: 65_536, maxMs: 1_000 } as const;
