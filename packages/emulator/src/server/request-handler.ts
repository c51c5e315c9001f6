import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { HttpBindings } from "@hono/node-server";
import type { Clock } from "../clock.js";
import { applyFault } from "../faults/apply-fault.js";
import type { FaultPlan } from "../faults/fault-plan.js";
import type { Bindings } from "./bindings.js";
import { chooseService } from "./hosts.js";
import type { Service } from "./hosts.js";
import type { LoggedRequest, RequestLog } from "./request-log.js";

/** A service: the part of a Hono app that is needed here. */
export interface App {
  /** Handles one request. */
  fetch(request: Request, env: Bindings): Response | Promise<Response>;
}

/** Handles one request of Node's HTTP server. */
export type RequestHandler = (bindings: HttpBindings) => Promise<Response>;

/** What the request handler needs. */
interface RequestHandlerOptions {
  /** Receives each request. */
  readonly log: RequestLog;
  /** The faults to inject. */
  readonly faults: FaultPlan;
  /** The time in the `Date` header. */
  readonly clock: Clock;
  /** The services; requests to one that is not here get a 421 response. */
  readonly apps: Readonly<Partial<Record<Service, App>>>;
}

/**
 * Creates the handler behind both ports: it reads the body, logs the request, chooses the service, and applies a fault
 * if one is planned. Requests to the control endpoint are not logged and get no fault.
 */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { clock } = options;
  return async (bindings) => {
    const { outgoing } = bindings;
    const setDate = (): unknown => outgoing.setHeader("date", new Date(clock.nowMs()).toUTCString());
    // A fault may send the headers itself.
    setDate();
    const response = await handleRequest(bindings, options);
    if (!outgoing.headersSent) setDate();
    return response;
  };
}

async function handleRequest(
  { incoming, outgoing }: HttpBindings,
  { log, faults, apps }: RequestHandlerOptions,
): Promise<Response> {
  const target = originForm(incoming);
  const body = await readBody(incoming);
  const env: Bindings = { incoming, outgoing, target, body };
  const host = incoming.headers.host ?? "";
  const path = target.replace(/[?#].*/s, "");
  const service = chooseService(host, serverName(incoming), path);
  const respond = () => callApp(service === undefined ? undefined : apps[service], env);
  if (service === "control") return respond();
  const entry = log.add(toLogEntry(incoming, host, target, body));
  const fault = faults.take(entry.method, path);
  if (fault !== undefined) {
    const { response, status } = await applyFault(fault, respond, outgoing);
    entry.status = status;
    return response;
  }
  const response = await respond();
  entry.status = response.status;
  return response;
}

async function callApp(app: App | undefined, env: Bindings): Promise<Response> {
  if (app === undefined)
    return Response.json({ status_code: 421, message: "The emulator does not serve this host" }, { status: 421 });
  try {
    return await app.fetch(toRequest(env), env);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return Response.json({ status_code: 400, message }, { status: 400 });
  }
}

/** Returns the path and query. A proxied request has a whole URL as its target; its host is ignored. */
function originForm({ url = "/" }: IncomingMessage): string {
  return url.replace(/^https?:\/\/[^/?]*/i, "") || "/";
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function serverName({ socket }: IncomingMessage): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { servername } = socket as TLSSocket & { servername?: string | false };
  return typeof servername === "string" ? servername : undefined;
}

function toLogEntry(incoming: IncomingMessage, host: string, url: string, body: Uint8Array): LoggedRequest {
  return { method: incoming.method ?? "GET", host, url, headers: joinHeaders(incoming), body, status: 0 };
}

function joinHeaders({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")] as const);
  return Object.fromEntries(entries);
}

/** Converts the request for Hono. `Request` allows no body for GET and HEAD, so services read it from the bindings. */
function toRequest({ incoming, target, body }: Bindings): Request {
  const { method = "GET", headers } = incoming;
  const scheme = incoming.socket instanceof TLSSocket ? "https" : "http";
  const init: RequestInit = { method, headers: new Headers(Object.entries(headers).flatMap(toHeaderPairs)) };
  if (method !== "GET" && method !== "HEAD" && body.length > 0) init.body = body as Uint8Array<ArrayBuffer>;
  return new Request(`${scheme}://${headers.host ?? "localhost"}${target}`, init);
}

function toHeaderPairs([name, value]: [string, string | string[] | undefined]): [string, string][] {
  return [value ?? []].flat().map((one) => [name, one]);
}
