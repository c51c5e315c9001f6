/**
 * Names that other libraries have for what these options do, with what to use instead. People who change the library type
 * them first.
 */
const requestNames: Readonly<Record<string, string>> = {
  ...namesFor('"params"', "searchParams query qs queryString querystring search paramsSerializer"),
  ...namesFor('"baseUrl"', "prefixUrl prefix baseURI host hostname origin endpoint server"),
  ...namesFor('"json", "form" or "body"', "data payload content requestBody send"),
  ...namesFor('"form"', "fields urlencoded"),
  ...namesFor('"body": multipartBody({ … }), with files by fileBody(path)', "formData files multipart attachments"),
  ...namesFor(
    '"middleware"',
    "hooks interceptors plugins beforeRequest afterResponse transformRequest onRequest onResponse use",
  ),
  ...namesFor(
    '"retry": it is the number of attempts, the first one included',
    "retries maxRetries maxAttempts attempts numRetries raxConfig retryCount",
  ),
  ...namesFor('"retry.attempts", or "retryWindow.limit" for logins', "limit"),
  ...namesFor(
    '"redirect": "follow", "manual" or "error"',
    "followRedirect followRedirects followRedirection allowRedirects follow followAllRedirects followLocation",
  ),
  ...namesFor('"maxRedirects"', "maxRedirections maxRedirs redirectLimit limitRedirects"),
  ...namesFor('"cookies"', "cookieJar jar cookie"),
  ...namesFor('"signal"', "cancelToken abortSignal abort abortController cancel"),
  ...namesFor('"throwHttpErrors"', "validateStatus throwOnError raiseForStatus simple throwErrors"),
  ...namesFor('"jsonReviver"', "parseJson reviver transformResponse jsonParser objectHook"),
  ...namesFor('"stream"', "isStream streaming"),
  ...namesFor(
    '"maxResponseBytes"',
    "maxContentLength maxBodyLength maxResponseSize maxResponseLength sizeLimit maxSize size",
  ),
  ...namesFor(
    '"timeout": a number is for the whole call',
    "timeoutMs requestTimeout responseTimeout totalTimeout maxTime deadline totalMs",
  ),
  ...namesFor('"timeout.connectMs"', "connectTimeout connectionTimeout connectMs"),
  ...namesFor('"timeout.firstByteMs"', "headersTimeout readTimeout firstByteMs"),
  ...namesFor('"timeout.idleMs"', "bodyTimeout socketTimeout idleTimeout idleMs"),
  ...namesFor(
    '"auth" with a scheme, for example basicAuth or bearerAuth of @org/http-auth',
    "username user password token bearer authorization oauth credentials apiKey authProvider httpAuth",
  ),
  ...namesFor('"headers"', "userAgent accept contentType defaultHeaders encoding"),
  ...namesFor('"logger"', "log debug verbose"),
  ...namesFor('"tokenStore"', "tokenCache credentialStore"),
  ...namesFor('"allowHttp"', "allowInsecureHttp allowPlainHttp allowUnencrypted insecureHttp requireTls httpsOnly"),
  ...namesFor('"hosts"', "allowedHosts allowHosts domains"),
  ...namesFor('"onUploadProgress" or "onDownloadProgress"', "onProgress progress"),
  ...sentenceFor("give the URL as the first argument of the call", "url uri path pathname"),
  ...sentenceFor(
    "read the response by its json(), text() or bytes()",
    "responseType responseEncoding resolveBodyOnly as schema",
  ),
  ...sentenceFor(
    "it is an option of the transport, for example transport: gotTransport({ proxy })",
    "proxy proxies proxyUrl lookup dnsLookup ca cert key passphrase maxSockets",
  ),
  ...sentenceFor(
    "connections belong to the transport, for example transport: gotTransport({ ca, proxy, maxSockets })",
    "agent agents httpAgent httpsAgent dispatcher https http2 tls ssl keepAlive adapter fetch client pool forever socketPath agentOptions connections",
  ),
  ...sentenceFor(
    "trust a certificate by the transport's ca, for example transport: gotTransport({ ca })",
    "verify rejectUnauthorized strictSSL insecure verifySsl checkServerIdentity secure",
  ),
  ...sentenceFor("responses are always decompressed", "decompress gzip compress brotli acceptEncoding"),
  ...sentenceFor(
    "it is for browsers only; leave it out",
    "withCredentials mode cache keepalive integrity referrer referrerPolicy priority xsrfCookieName xsrfHeaderName duplex window",
  ),
};

const timeoutNames: Readonly<Record<string, string>> = {
  ...namesFor('"totalMs"', "request overall deadline max"),
  ...namesFor('"connectMs"', "lookup secureConnect pool"),
  ...namesFor('"firstByteMs"', "response read headers"),
  ...namesFor('"idleMs"', "socket send write body"),
};

const retryNames: Readonly<Record<string, string>> = {
  ...namesFor(
    '"attempts", which counts the first one as well',
    "limit retries maxRetries maxAttempts total times count max noResponseRetries",
  ),
  ...namesFor('"baseDelayMs"', "delay retryDelay backoff factor backoffFactor baseDelay"),
  ...namesFor('"minDelayMs"', "minTimeout minDelay"),
  ...namesFor('"maxDelayMs"', "maxTimeout backoffLimit maxRetryAfter maxDelay timeoutFactor"),
  ...namesFor('"onRetry"', "beforeRetry onRetryAttempt onFailedAttempt"),
  ...namesFor('"methods"', "httpMethodsToRetry allowedMethods methodsToRetry"),
  ...namesFor('"statuses"', "statusCodes statusForcelist statusCodesToRetry afterStatusCodes"),
  ...namesFor('"shouldRetry"', "retryCondition errorCodes shouldRetryOn retryOn calculateDelay"),
  ...sentenceFor("a server's Retry-After is always respected, and pauses are always random", "retryAfter jitter"),
};

/** Finds what to use instead of an unknown option of a session or call. */
export function findRequestRemedy(name: string): string | undefined {
  return find(name, requestNames);
}

/** Finds what to use instead of an unknown timeout. */
export function findTimeoutRemedy(name: string): string | undefined {
  return find(name, timeoutNames);
}

/** Finds what to use instead of an unknown retry option. */
export function findRetryRemedy(name: string): string | undefined {
  return find(name, retryNames);
}

/** Names are compared without case, `_` and `-`, since languages write them differently. */
function find(name: string, remedies: Readonly<Record<string, string>>): string | undefined {
  const wanted = normalize(name);
  return Object.entries(remedies).find(([known]) => normalize(known) === wanted)?.[1];
}

function normalize(name: string): string {
  return name.slice(0, 40).replace(/[_-]/g, "").toLowerCase();
}

function namesFor(own: string, names: string): Record<string, string> {
  return sentenceFor(`use ${own}`, names);
}

function sentenceFor(remedy: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, remedy]));
}
