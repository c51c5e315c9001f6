import { request as requestHttp } from "node:http";
import { createServer as createHttpsServer, request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { onTestFinished } from "vitest";
import { createArmorApp } from "../../../src/armor/app.js";
import { defaultArmorUser } from "../../../src/armor/users/default-user.js";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { createArmorState, type ArmorState } from "../../../src/armor/state.js";
import { createCertificates } from "../../../src/server/certificates.js";
import type { VirtualClock } from "../../../src/clock.js";
import { createVirtualClock } from "../../../src/clock.js";

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly setCookie: readonly string[];
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is text, else as JSON. */
  readonly body?: unknown;
}

export interface Service extends Parts {
  readonly url: string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
}

export const user = defaultArmorUser;
export const startMs = Date.UTC(2021, 5, 2);
export const minuteMs = 60_000;

/** Starts the Armor app on a port of its own until the test has finished; its clock stands still. */
export async function startService(options: ArmorOptions = {}): Promise<Service> {
  const parts = createParts(options);
  return listen(createAdaptorServer({ fetch: createArmorApp(parts.state).fetch }), "http", parts);
}

/** The same behind TLS. */
export async function startSecureService(options: ArmorOptions = {}): Promise<Service> {
  const parts = createParts(options);
  const { fetch } = createArmorApp(parts.state);
  const { ca, key, cert } = await createCertificates();
  const server = createAdaptorServer({ fetch, createServer: createHttpsServer, serverOptions: { key, cert } });
  return listen(server, "https", parts, ca);
}

interface Parts {
  readonly clock: VirtualClock;
  readonly state: ArmorState;
}

function createParts(options: ArmorOptions): Parts {
  const clock = createVirtualClock(startMs);
  return { clock, state: createArmorState({ clock, ...options }) };
}

type Server = ReturnType<typeof createAdaptorServer>;

async function listen(server: Server, scheme: "http" | "https", parts: Parts, ca?: string): Promise<Service> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, ...parts, call: (method, path, call) => send(new URL(path, url), method, call ?? {}, ca) };
}

/** Node's own client: it sends any header, `Host` and a GET's body included, and shows the reason phrase. */
function send(url: URL, method: string, { headers = {}, body }: Call, ca: string | undefined): Promise<Answer> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const content = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const length = content === undefined ? {} : { "content-length": String(Buffer.byteLength(content)) };
  const options = { method, agent: false, headers: { ...length, ...headers }, servername: "localhost", ca };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        resolve({
          status: incoming.statusCode ?? 0,
          reason: incoming.statusMessage ?? "",
          headers: incoming.headers as Record<string, string | undefined>,
          setCookie: incoming.headers["set-cookie"] ?? [],
          text,
          json: parse(text),
        });
      });
    });
    sent.on("error", reject).end(content);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
