import { systemClock } from "@org/http-core";
import { isRecord, omitUndefined } from "@org/http-core/authoring";
import { leveledLogger, warningLogger, type LinuxLinkResponse } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import { chooseLocation, type LocationTokens } from "../configuration/choose-location-tokens.js";
import type { Connection } from "../configuration/connect.js";
import { howToSet } from "../configuration/edition-advice.js";
import type { VigilesOptions } from "../configuration/options.js";
import { withDeadline } from "./deadline.js";
import type { Api, ApiCall, CallControl, FileResponse } from "./api.js";
import { checkAccepted } from "./refusal.js";
import type { Quote } from "./server-message.js";

const pathPrefix = "/api/v1/vigiles";

const defaultTimeoutMs = 300_000;
/** Uploads and scans take long, and the service sends nothing before it has finished. */
const defaultPostTimeoutMs = 900_000;

/** A report that includes its SBOM can be large. */
const maxResponseBytes = 256 * 1024 * 1024;

/** Where requests get the client's configuration. It is asked for each time, because options may change between calls. */
export interface ApiSource {
  /** The client's options. */
  options(): VigilesOptions;
  /** The default location, with the dashboard config of the connection. */
  location(connection: Connection): LocationTokens;
  /** Reads the configured files, unless that has been done. */
  connection(): Promise<Connection>;
}

/** Makes the requests that operations are built from. */
export function createApi(source: ApiSource): Api {
  const isDryRun = (): boolean => source.options().dryRun ?? false;
  const edition = async () => (await source.connection()).edition;
  const requestJson = async (call: ApiCall): Promise<unknown> => {
    const received = await send(source, call, "json");
    const { body } = received;
    const quote = quoteOf(received);
    if (isDryRun()) return body;
    if (!call.isJob) checkAccepted(body, quote, call.refusal);
    await call.check?.(body, quote);
    return body;
  };
  return {
    get clock() {
      return source.options().clock ?? systemClock;
    },
    isDryRun,
    warn: (message) => warn(source, message),
    edition,
    async location(tokens = {}) {
      const connection = await source.connection();
      return chooseLocation(tokens, source.location(connection), connection.edition);
    },
    async requireEdition(required, operation) {
      const present = await edition();
      if (present === required) return;
      const message = `${operation}: not in edition "${present}"; if the server has it, ${howToSet(required)}`;
      throw new VigilesError("EDITION_MISMATCH", message);
    },
    async heartbeat<T extends object>(control?: CallControl) {
      const { link, retry } = await source.connection();
      // A POST, but it changes nothing, so it may be retried.
      const options = { ...callOptions(source.options(), "GET", control), retry: { ...retry, idempotent: true } };
      const received = await receive((onResponse) => link.heartbeat({ ...options, onResponse }));
      if (!isDryRun()) checkAccepted(received.body, quoteOf(received));
      return checkObject<T>(received.body);
    },
    requestObject: async <T extends object>(call: ApiCall) => checkObject<T>(await requestJson(call)),
    async requestList<T>(call: ApiCall) {
      const response = await requestJson(call);
      if (isDryRun()) return response as T[];
      return checkList<T>(response, call.listOf ?? "objects");
    },
    requestJson,
    async requestBytes(call) {
      const received = await send(source, call, "bytes");
      return { bytes: received.body as Uint8Array, ...factsOf(received) };
    },
    async requestStream(call) {
      const received = await send(source, call, "stream");
      return { stream: received.body as AsyncIterable<Uint8Array>, ...factsOf(received) };
    },
    withinTimeout({ method, control }, work) {
      const options = source.options();
      const { clock = systemClock } = options;
      const limits = { clock, timeoutMs: timeoutOf(options, method), signal: control?.signal };
      return withDeadline(limits, (signal) => work({ ...control, signal }));
    },
  };
}

/** A body, and the response that it comes from; a dry run has none. */
interface Received {
  readonly body: unknown;
  readonly response: LinuxLinkResponse | undefined;
}

async function send(source: ApiSource, call: ApiCall, as: "json" | "bytes" | "stream"): Promise<Received> {
  const { link } = await source.connection();
  const verb = call.method.toLowerCase() as Lowercase<ApiCall["method"]>;
  const options = { ...callOptions(source.options(), call.method, call.control), as };
  return receive((onResponse) => link[verb](pathPrefix + call.path, call.params ?? {}, { ...options, onResponse }));
}

async function receive(
  request: (onResponse: (response: LinuxLinkResponse) => void) => Promise<unknown>,
): Promise<Received> {
  let response: LinuxLinkResponse | undefined;
  const body = await request((received) => (response = received));
  return { body, response };
}

function quoteOf({ response }: Received): Quote {
  return response?.quote ?? ((text) => text);
}

/** Reads the headers, which loads a part of Node, so this is for files alone. */
function factsOf(received: Received): FileResponse {
  return { contentType: received.response?.headers.get("content-type") ?? null, quote: quoteOf(received) };
}

function callOptions(options: VigilesOptions, method: ApiCall["method"], control?: CallControl) {
  const totalMs = timeoutOf(options, method);
  const timeout = { totalMs, ...(method === "POST" ? { firstByteMs: totalMs } : {}) };
  const { signal, onUploadProgress, onDownloadProgress }: CallControl = omitUndefined(control ?? {});
  return { timeout, maxResponseBytes, signal, onUploadProgress, onDownloadProgress };
}

function timeoutOf({ timeoutMs }: VigilesOptions, method: ApiCall["method"]): number {
  return timeoutMs ?? (method === "POST" ? defaultPostTimeoutMs : defaultTimeoutMs);
}

function warn(source: ApiSource, message: string): void {
  const { logger = warningLogger, logLevel = "warn" } = source.options();
  leveledLogger(logger, logLevel, "vigiles").warn(message);
}

function checkObject<T extends object>(response: unknown): T {
  if (isRecord(response)) return response as T;
  throw unexpected("an object", response);
}

function checkList<T>(response: unknown, listOf: "objects" | "texts"): T[] {
  if (!Array.isArray(response)) throw unexpected("a list", response);
  const isItem = listOf === "objects" ? isRecord : (item: unknown) => typeof item === "string";
  const odd = response.findIndex((item) => !isItem(item));
  if (odd < 0) return response as T[];
  throw unexpected(`a list of ${listOf}`, response[odd], "a list with ");
}

function unexpected(expected: string, response: unknown, place = ""): VigilesError {
  const message = `Expected ${expected} from the server, received ${place}${kindOf(response)}; check the URL`;
  return new VigilesError("RESPONSE_INVALID", message);
}

function kindOf(response: unknown): string {
  if (response === null || response === undefined) return "nothing";
  return Array.isArray(response) ? "a list" : `a ${typeof response}`.replace("a object", "an object");
}
