/**
 * Sessions for authenticated APIs: requests, logins, retries and limits. The base of the other packages.
 *
 * @packageDocumentation
 */
export { createSession } from "./session/create-session.js";
export type { CallOptionsWithoutMethod, Session } from "./session/session.js";
export { withReaders, type ResponsePromise } from "./session/response-promise.js";
export { downloadFile, type DownloadedFile, type DownloadOptions } from "./session/download/download-file.js";
export { paginate, type PaginateOptions } from "./session/pages/paginate.js";
export type { NextPage } from "./session/pages/next-page.js";
export type { FailedAttempt, RequestOptions, RetryEvent, RetryOptions, SessionOptions } from "./options/options.js";
export type { HeaderSource, PreparedHeader, PreparedRequest } from "./session/prepared-request.js";
export type { HeadersInit } from "./http/headers.js";
export type { Params, ParamValue } from "./http/params.js";
export type { Logger } from "./util/logger.js";
export type { MaybePromise } from "./util/maybe-promise.js";
export { sleep, systemClock, type Clock } from "./util/clock.js";
export { Secret } from "./redaction/secret.js";
export { createRequest, type HttpRequest, type RequestChange, type RequestParts } from "./http/request.js";
export { createResponse } from "./http/body-response.js";
export type { HttpResponse, JsonReviver, ResponseParts } from "./http/response.js";
export { checkSchema, type InferOutput, type StandardSchema } from "./http/schema.js";
export type {
  Body,
  BodyInput,
  BodyOptions,
  BodyPart,
  FormFields,
  FormValue,
  MultipartFields,
  MultipartValue,
} from "./http/request-body/body.js";
export { openBody, type OpenOptions } from "./http/request-body/open-body.js";
export { fileBody } from "./http/request-body/file-body.js";
export { bytesBody, factoryBody, jsonBody, streamBody, textBody } from "./http/request-body/create-body.js";
export { formBody } from "./http/request-body/form-body.js";
export { multipartBody } from "./http/request-body/multipart-body.js";
export type { Middleware, Progress, SendContext, Timeouts, Transport } from "./transports/transport.js";
export { environmentProxy, type EnvironmentProxy } from "./transports/connection/find-proxy.js";
export { isProxyUrl } from "./transports/connection/proxy.js";
export { gotTransport } from "./transports/got-transport.js";
export type { TransportOptions } from "./transports/options.js";
export type {
  AnyAuthScheme,
  ApplyContext,
  AuthScheme,
  Credential,
  Identity,
  LoginContext,
  LoginRequestOptions,
  Peek,
  ResponseContext,
  ResponseHead,
  SchemeContext,
  Verdict,
} from "./auth/scheme.js";
export { combineAuth } from "./auth/combine-auth.js";
export { memoryPermits, type Permits } from "./auth/limits/permits.js";
export { rateLimiterPermits, type LimiterState, type PointLimiter } from "./auth/limits/rate-limiter-permits.js";
export type { TokenStore } from "./auth/token-store/token-store.js";
export { redactHeaders, redactUrl } from "./redaction/redact.js";
export type { SecretNames } from "./redaction/secret-names.js";
export { scrub } from "./redaction/scrub.js";
export { decompress } from "./http/body/decompress.js";
export { quoteFrom, readErrorText } from "./http/body/error-text.js";
export { readServerMessage } from "./http/body/read-server-message.js";
export { retryAfterMs } from "./http/response-headers/retry-after.js";
export { serverMessage } from "./redaction/server-message.js";
export {
  HttpCoreError,
  isHttpCoreError,
  type BytesSent,
  type ErrorFacts,
  type TransportPhase,
} from "./http-core-error.js";
export {
  AuthenticationError,
  AuthSchemeError,
  BodyError,
  CallEndedError,
  HttpError,
  InputError,
  isAuthenticationError,
  isAuthSchemeError,
  isHttpError,
  isPageError,
  isRedirectError,
  isRetryWindowExhaustedError,
  isTransportError,
  PageError,
  RedirectError,
  RetryWindowExhaustedError,
  TransportError,
  type AuthOutcome,
} from "./errors.js";
export type { ErrorCode, TransportErrorCode } from "./error-codes.js";
