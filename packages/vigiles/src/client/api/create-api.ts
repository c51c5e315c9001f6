import { systemClock } from "@org/http-core";
import { editions, leveledLogger, warningLogger } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import type { Api, ApiCall, CallControl } from "./api.js";
import type { Connected } from "../configuration/connect.js";
import type { VigilesOptions } from "../configuration/options.js";
import { override, placeOf, type Place } from "../configuration/choose-location-tokens.js";

const prefix = "/api/v1/vigiles";

const shortMs = 300_000;
const longMs = 900_000;

/** Ceiling on an answer: a report with its SBOM may be large. */
const maxResponseBytes = 256 * 1024 * 1024;

/** Where the calls get what they need, each time anew: options may change between two of them. */
export interface ApiSource {
  options(): VigilesOptions;
  connected(): Promise<Connected>;
}

/**
 * The calls that operations are made of, on the signing client.
 *
 * @param source - options and connection
 */
export function apiOf(source: ApiSource): Api {
  const isDryRun = (): boolean => source.options().dryRun ?? false;
  const edition = async () => (await source.connected()).edition;
  const json = (call: ApiCall): Promise<unknown> => send(source, call);
  return {
    get clock() {
      return source.options().clock ?? systemClock;
    },
    isDryRun,
    warn: (message) => warn(source, message),
    edition,
    json,
    topName: async () => editions[await edition()].tokenName,
    async place(given = {}) {
      const connected = await source.connected();
      const configured = placeOf(source.options(), connected.edition);
      return override(placeOf(given, connected.edition), override(configured, dashboardPlace(connected)));
    },
    async need(needed, operation) {
      if ((await edition()) === needed) return;
      const message = `${operation}: not in edition ${JSON.stringify(await edition())}; it needs edition "${needed}"`;
      throw new VigilesError("EDITION_MISMATCH", message);
    },
    async heartbeat<T extends object>(control?: CallControl) {
      const { link } = await source.connected();
      return objectIn<T>(await link.heartbeat(callOptions(source.options(), "GET", control)));
    },
    object: async <T extends object>(call: ApiCall) => objectIn<T>(await json(call)),
    async list<T>(call: ApiCall) {
      const answer = await json(call);
      if (isDryRun() || Array.isArray(answer)) return answer as T[];
      throw unexpected("a list", answer);
    },
    bytes: async (call) => (await send(source, call, "bytes")) as Uint8Array,
    stream: async (call) => (await send(source, call, "stream")) as AsyncIterable<Uint8Array>,
  };
}

async function send(source: ApiSource, call: ApiCall, as: "json" | "bytes" | "stream" = "json"): Promise<unknown> {
  const { link } = await source.connected();
  const verb = call.method.toLowerCase() as Lowercase<ApiCall["method"]>;
  const options = { ...callOptions(source.options(), call.method, call.control), as };
  return link[verb](prefix + call.path, call.params ?? {}, options);
}

/** An upload or scan may take long, and the service says nothing before it ends. */
function callOptions({ timeoutMs }: VigilesOptions, method: ApiCall["method"], control?: CallControl) {
  const totalMs = timeoutMs ?? (method === "POST" ? longMs : shortMs);
  const timeout = { totalMs, ...(method === "POST" ? { firstByteMs: totalMs } : {}) };
  const { signal, onUploadProgress, onDownloadProgress } = control ?? {};
  return { timeout, maxResponseBytes, signal, onUploadProgress, onDownloadProgress };
}

function dashboardPlace({ dashboard, edition }: Connected): Place {
  const { group, product, folder } = dashboard;
  return placeOf({ groupToken: group, productToken: product, folderToken: folder }, edition);
}

function warn(source: ApiSource, message: string): void {
  const { logger = warningLogger, logLevel = "warn" } = source.options();
  leveledLogger(logger, logLevel).warn(message);
}

function objectIn<T extends object>(answer: unknown): T {
  if (typeof answer === "object" && answer !== null && !Array.isArray(answer)) return answer as T;
  throw unexpected("an object", answer);
}

function unexpected(wanted: string, answer: unknown): VigilesError {
  const kind = Array.isArray(answer)
    ? "a list"
    : answer === null || answer === undefined
      ? "nothing"
      : `a ${typeof answer}`;
  const got = kind.replace("a object", "an object");
  return new VigilesError("ANSWER_INVALID", `The server answered ${got} where ${wanted} is expected; check the URL`);
}
