import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { onTestFinished } from "vitest";
import { armorApp } from "../../../src/armor/app.js";
import { defaultArmorUser } from "../../../src/armor/default-user.js";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { createArmorState } from "../../../src/armor/state.js";
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

export interface Service {
  readonly url: string;
  readonly clock: VirtualClock;
  call(method: string, path: string, call?: Call): Promise<Answer>;
}

export const user = defaultArmorUser;
export const startMs = Date.UTC(2021, 5, 2);
export const minuteMs = 60_000;

/** Starts the Armor app on a port of its own until the test has finished; its clock stands still. */
export async function startService(options: ArmorOptions = {}): Promise<Service> {
  const clock = createVirtualClock(startMs);
  const app = armorApp(createArmorState({ clock, ...options }));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, clock, call: (method, path, call) => send(new URL(path, url), method, call ?? {}) };
}

/** Node's own client: it sends any header, `Host` and a GET's body included, and shows the reason phrase. */
function send(url: URL, method: string, { headers = {}, body }: Call): Promise<Answer> {
  const content = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const length = content === undefined ? {} : { "content-length": String(Buffer.byteLength(content)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, headers: { ...length, ...headers } }, (incoming) => {
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
