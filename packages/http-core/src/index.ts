export { createSession, type CallOptionsWithoutMethod, type Session } from "./session.js";
export type {
  BodyInput,
  FormFields,
  FormValue,
  RequestOptions,
  RetryEvent,
  RetryOptions,
  SessionOptions,
} from "./options.js";
export type { HeaderSource, PreparedHeader, PreparedRequest } from "./preview.js";
export type { HeaderOverrides, HeadersInit } from "./headers.js";
export type { Params, ParamValue } from "./url.js";
export type { Logger } from "./logger.js";
export type { MaybePromise } from "./maybe-promise.js";
export { sleep, systemClock, type Clock } from "./clock.js";
export { Secret } from "./secret.js";
export { createRequest, type HttpRequest, type RequestChange, type RequestParts } from "./request.js";
export { createResponse, type HttpResponse, type ResponseParts } from "./response.js";
export type { InferOutput, StandardSchema } from "./schema.js";
export type { Body } from "./body/body.js";
export { fileBody } from "./body/file-body.js";
export { bytesBody, factoryBody, formBody, jsonBody, streamBody, textBody } from "./body/bodies.js";
export type { Middleware, Progress, SendContext, Timeouts, Transport } from "./transport.js";
export { gotTransport } from "./transports/got.js";
export type { TransportOptions } from "./transports/options.js";
export type {
  AcquireContext,
  AnyAuthScheme,
  ApplyContext,
  AuthScheme,
  ClassifyContext,
  Credential,
  Identity,
  ResponseHead,
  SecretNames,
  Verdict,
} from "./auth/scheme.js";
export { memoryPermits, type Permits } from "./auth/permits.js";
export { rateLimiterPermits, type LimiterState, type PointLimiter } from "./auth/rate-limiter-permits.js";
export type { TokenStore } from "./auth/token-store/token-store.js";
export { redactHeaders, redactUrl, scrub } from "./redact.js";
export { retryAfterMs } from "./retry-after.js";
export { serverMessage } from "./server-message.js";
export {
  AuthenticationError,
  BodyError,
  CallEndedError,
  HttpCoreError,
  HttpError,
  InputError,
  isAuthenticationError,
  isHttpCoreError,
  isHttpError,
  isRedirectError,
  isRetryWindowExhaustedError,
  isTransportError,
  RedirectError,
  RetryWindowExhaustedError,
  TransportError,
  type AuthOutcome,
  type BytesSent,
  type ErrorCode,
  type ErrorFacts,
  type TransportErrorCode,
  type TransportPhase,
} from "./errors.js";
