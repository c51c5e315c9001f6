/** What to use instead of an option that other libraries have. */
export type Remedy = readonly [remedy: string, names: string];

/** A remedy, and the option without which it helps nobody. */
type Row = readonly [needed: string, ...Remedy];

function inTransport(options: string): string {
  return `it is an option of the transport, for example transport: gotTransport({ ${options} })`;
}

/**
 * Names that other libraries have, separated by spaces, with what to use instead. People who change the library type them
 * first. The first row counts that has the name, and whose option exists where the name was given.
 */
const requestRows: readonly Row[] = [
  ["params", 'use "params"', "searchParams query qs queryString querystring search paramsSerializer"],
  ["baseUrl", 'use "baseUrl"', "prefixUrl prefix baseURI host hostname origin endpoint server"],
  ["form", 'use "json", "form" or "body"', "data payload content requestBody send"],
  ["form", 'use "form"', "fields urlencoded"],
  ["body", 'use "body": multipartBody({ … }), with files by fileBody(path)', "formData files multipart attachments"],
  [
    "middleware",
    'use "middleware"',
    "hooks interceptors plugins beforeRequest afterResponse transformRequest onRequest onResponse use",
  ],
  [
    "retry",
    'use "retry": it is the number of attempts, the first one included',
    "retries maxRetries maxAttempts attempts numRetries raxConfig retryCount",
  ],
  ["retry", 'use "retry.attempts", or "retryWindow.limit" for logins', "limit"],
  [
    "redirect",
    'use "redirect": "follow", "manual" or "error"',
    "followRedirect followRedirects followRedirection allowRedirects follow followAllRedirects followLocation",
  ],
  ["maxRedirects", 'use "maxRedirects"', "maxRedirections maxRedirs redirectLimit limitRedirects"],
  ["cookies", 'use "cookies" of createSession, or the header Cookie of a call', "cookieJar jar cookie"],
  ["headers", "send the header Cookie", "cookies cookieJar jar cookie"],
  ["signal", 'use "signal"', "cancelToken abortSignal abort abortController cancel"],
  ["throwHttpErrors", 'use "throwHttpErrors"', "validateStatus throwOnError raiseForStatus simple throwErrors"],
  ["jsonReviver", 'use "jsonReviver"', "parseJson reviver transformResponse jsonParser objectHook"],
  ["stream", 'use "stream"', "isStream streaming"],
  [
    "maxResponseBytes",
    'use "maxResponseBytes"',
    "maxContentLength maxBodyLength maxResponseSize maxResponseLength sizeLimit maxSize size",
  ],
  [
    "timeout",
    'use "timeout": a number is for the whole call',
    "timeoutMs requestTimeout responseTimeout totalTimeout maxTime deadline totalMs",
  ],
  ["timeout", 'use "timeout.connectMs"', "connectTimeout connectionTimeout connectMs"],
  ["timeout", 'use "timeout.firstByteMs"', "headersTimeout readTimeout firstByteMs"],
  ["timeout", 'use "timeout.idleMs"', "bodyTimeout socketTimeout idleTimeout idleMs"],
  [
    "authOptions",
    'use "auth" with a scheme, for example basicAuth or bearerAuth of @org/http-auth',
    "username user password token bearer authorization oauth credentials apiKey authProvider httpAuth",
  ],
  ["headers", 'use "headers"', "userAgent accept contentType defaultHeaders encoding"],
  ["logger", 'use "logger"', "log debug verbose"],
  ["tokenStore", 'use "tokenStore"', "tokenCache credentialStore"],
  [
    "allowHttp",
    'use "allowHttp"',
    "allowInsecureHttp allowPlainHttp allowUnencrypted insecureHttp requireTls httpsOnly",
  ],
  ["hosts", 'use "hosts"', "allowedHosts allowHosts domains"],
  ["onUploadProgress", 'use "onUploadProgress" or "onDownloadProgress"', "onProgress progress"],
  ["method", "give the URL as the first argument of the call", "url uri path pathname"],
  [
    "method",
    "read the response by its json(), text() or bytes()",
    "responseType responseEncoding resolveBodyOnly as schema",
  ],
  ["transport", inTransport("proxy"), "proxy proxies proxyUrl"],
  ["transport", inTransport("ca"), "ca cafile caBundle cacert"],
  ["transport", inTransport("cert, key"), "cert key passphrase clientCert"],
  ["transport", inTransport("lookup"), "lookup dnsLookup"],
  ["transport", inTransport("maxSockets"), "maxSockets"],
  [
    "transport",
    "connections belong to the transport, for example transport: gotTransport({ ca, proxy, maxSockets })",
    "agent agents httpAgent httpsAgent dispatcher https http2 tls ssl keepAlive adapter fetch client pool forever socketPath agentOptions connections",
  ],
  [
    "transport",
    "trust a certificate by the transport's ca, for example transport: gotTransport({ ca })",
    "verify rejectUnauthorized strictSSL insecure verifySsl checkServerIdentity secure",
  ],
  ["headers", "responses are always decompressed", "decompress gzip compress brotli acceptEncoding"],
  [
    "headers",
    "it is for browsers only; leave it out",
    "withCredentials mode cache keepalive integrity referrer referrerPolicy priority xsrfCookieName xsrfHeaderName duplex window",
  ],
];

const timeoutRows: readonly Remedy[] = [
  ['use "totalMs"', "request overall deadline max"],
  ['use "connectMs"', "lookup secureConnect pool"],
  ['use "firstByteMs"', "response read headers"],
  ['use "idleMs"', "socket send write body"],
];

const retryRows: readonly Remedy[] = [
  [
    'use "attempts", which counts the first one as well',
    "limit retries maxRetries maxAttempts total times count max noResponseRetries",
  ],
  ['use "baseDelayMs"', "delay retryDelay backoff factor backoffFactor baseDelay"],
  ['use "minDelayMs"', "minTimeout minDelay"],
  ['use "maxDelayMs"', "maxTimeout backoffLimit maxRetryAfter maxDelay timeoutFactor"],
  ['use "onRetry"', "beforeRetry onRetryAttempt onFailedAttempt"],
  ['use "methods"', "httpMethodsToRetry allowedMethods methodsToRetry"],
  ['use "statuses"', "statusCodes statusForcelist statusCodesToRetry afterStatusCodes"],
  ['use "shouldRetry"', "retryCondition errorCodes shouldRetryOn retryOn calculateDelay"],
  ["a server's Retry-After is always respected, and pauses are always random", "retryAfter jitter"],
];

/**
 * Finds what to use instead of an unknown option.
 *
 * @param name - as other libraries have it
 * @param known - the options that exist where the name was given
 */
export function findForeignRemedy(name: string, known: readonly string[]): string | undefined {
  const rows = requestRows.filter(([needed]) => known.includes(needed));
  return findRemedy(
    name,
    rows.map(([, ...remedy]) => remedy),
  );
}

/** Finds what to use instead of an unknown timeout. */
export function findTimeoutRemedy(name: string): string | undefined {
  return findRemedy(name, timeoutRows);
}

/** Finds what to use instead of an unknown retry option. */
export function findRetryRemedy(name: string): string | undefined {
  return findRemedy(name, retryRows);
}

/**
 * Finds a name in a table. Names are compared without case, `_` and `-`, since languages spell them differently.
 *
 * @param name - as other libraries have it
 * @param rows - the first row that has the name counts
 */
export function findRemedy(name: string, rows: readonly Remedy[]): string | undefined {
  const wanted = normalize(name);
  return rows.find(([, names]) => names.split(" ").some((known) => normalize(known) === wanted))?.[0];
}

function normalize(name: string): string {
  return name.slice(0, 40).replace(/[_-]/g, "").toLowerCase();
}
