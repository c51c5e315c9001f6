/** What to use instead of an option, and the names that other libraries have for it, separated by spaces. */
type Row = readonly [remedy: string, names: string];

/**
 * Names that other libraries have for what these options do, with what to use instead. People who change the library type
 * them first. The first row that has a name counts.
 */
const requestRows: readonly Row[] = [
  ['use "params"', "searchParams query qs queryString querystring search paramsSerializer"],
  ['use "baseUrl"', "prefixUrl prefix baseURI host hostname origin endpoint server"],
  ['use "json", "form" or "body"', "data payload content requestBody send"],
  ['use "form"', "fields urlencoded"],
  ['use "body": multipartBody({ … }), with files by fileBody(path)', "formData files multipart attachments"],
  [
    'use "middleware"',
    "hooks interceptors plugins beforeRequest afterResponse transformRequest onRequest onResponse use",
  ],
  [
    'use "retry": it is the number of attempts, the first one included',
    "retries maxRetries maxAttempts attempts numRetries raxConfig retryCount",
  ],
  ['use "retry.attempts", or "retryWindow.limit" for logins', "limit"],
  [
    'use "redirect": "follow", "manual" or "error"',
    "followRedirect followRedirects followRedirection allowRedirects follow followAllRedirects followLocation",
  ],
  ['use "maxRedirects"', "maxRedirections maxRedirs redirectLimit limitRedirects"],
  ['use "cookies"', "cookieJar jar cookie"],
  ['use "signal"', "cancelToken abortSignal abort abortController cancel"],
  ['use "throwHttpErrors"', "validateStatus throwOnError raiseForStatus simple throwErrors"],
  ['use "jsonReviver"', "parseJson reviver transformResponse jsonParser objectHook"],
  ['use "stream"', "isStream streaming"],
  ['use "maxResponseBytes"', "maxContentLength maxBodyLength maxResponseSize maxResponseLength sizeLimit maxSize size"],
  [
    'use "timeout": a number is for the whole call',
    "timeoutMs requestTimeout responseTimeout totalTimeout maxTime deadline totalMs",
  ],
  ['use "timeout.connectMs"', "connectTimeout connectionTimeout connectMs"],
  ['use "timeout.firstByteMs"', "headersTimeout readTimeout firstByteMs"],
  ['use "timeout.idleMs"', "bodyTimeout socketTimeout idleTimeout idleMs"],
  [
    'use "auth" with a scheme, for example basicAuth or bearerAuth of @org/http-auth',
    "username user password token bearer authorization oauth credentials apiKey authProvider httpAuth",
  ],
  ['use "headers"', "userAgent accept contentType defaultHeaders encoding"],
  ['use "logger"', "log debug verbose"],
  ['use "tokenStore"', "tokenCache credentialStore"],
  ['use "allowHttp"', "allowInsecureHttp allowPlainHttp allowUnencrypted insecureHttp requireTls httpsOnly"],
  ['use "hosts"', "allowedHosts allowHosts domains"],
  ['use "onUploadProgress" or "onDownloadProgress"', "onProgress progress"],
  ["give the URL as the first argument of the call", "url uri path pathname"],
  ["read the response by its json(), text() or bytes()", "responseType responseEncoding resolveBodyOnly as schema"],
  [
    "it is an option of the transport, for example transport: gotTransport({ proxy })",
    "proxy proxies proxyUrl lookup dnsLookup ca cert key passphrase maxSockets",
  ],
  [
    "connections belong to the transport, for example transport: gotTransport({ ca, proxy, maxSockets })",
    "agent agents httpAgent httpsAgent dispatcher https http2 tls ssl keepAlive adapter fetch client pool forever socketPath agentOptions connections",
  ],
  [
    "trust a certificate by the transport's ca, for example transport: gotTransport({ ca })",
    "verify rejectUnauthorized strictSSL insecure verifySsl checkServerIdentity secure",
  ],
  ["responses are always decompressed", "decompress gzip compress brotli acceptEncoding"],
  [
    "it is for browsers only; leave it out",
    "withCredentials mode cache keepalive integrity referrer referrerPolicy priority xsrfCookieName xsrfHeaderName duplex window",
  ],
];

const timeoutRows: readonly Row[] = [
  ['use "totalMs"', "request overall deadline max"],
  ['use "connectMs"', "lookup secureConnect pool"],
  ['use "firstByteMs"', "response read headers"],
  ['use "idleMs"', "socket send write body"],
];

const retryRows: readonly Row[] = [
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

/** Finds what to use instead of an unknown option of a session or call. */
export function findRequestRemedy(name: string): string | undefined {
  return find(name, requestRows);
}

/** Finds what to use instead of an unknown timeout. */
export function findTimeoutRemedy(name: string): string | undefined {
  return find(name, timeoutRows);
}

/** Finds what to use instead of an unknown retry option. */
export function findRetryRemedy(name: string): string | undefined {
  return find(name, retryRows);
}

/** Names are compared without case, `_` and `-`, since languages spell them differently. */
function find(name: string, rows: readonly Row[]): string | undefined {
  const wanted = normalize(name);
  return rows.find(([, names]) => names.split(" ").some((known) => normalize(known) === wanted))?.[0];
}

function normalize(name: string): string {
  return name.slice(0, 40).replace(/[_-]/g, "").toLowerCase();
}
