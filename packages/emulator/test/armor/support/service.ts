import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { onTestFinished } from "vitest";
import { createArmorApp } from "../../../src/armor/app.js";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { createArmorState, type ArmorState } from "../../../src/armor/state.js";
import { defaultArmorUser } from "../../../src/armor/users/default-user.js";
import { createVirtualClock } from "../../../src/clock.js";
import type { VirtualClock } from "../../../src/clock.js";
import { createCertificates } from "../../../src/server/certificates.js";
import { send } from "../../support/request.js";
import type { ReceivedResponse } from "../../support/request.js";

/** A response, with the cookies that it sets. */
export interface ArmorResponse extends Omit<ReceivedResponse, "headers"> {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly setCookie: readonly string[];
}

/** A request to the service. */
export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  /** The body: a string is sent unchanged, any other value as JSON. */
  readonly body?: unknown;
}

/** A running Armor service. */
export interface Service extends Parts {
  readonly url: string;
  call(method: string, path: string, call?: Call): Promise<ArmorResponse>;
}

export const user = defaultArmorUser;
export const startMs = Date.UTC(2021, 5, 2);
export const minuteMs = 60_000;

/** Starts the Armor service on its own port, until the test has finished. Its clock stands still. */
export async function startService(options: ArmorOptions = {}): Promise<Service> {
  const parts = createParts(options);
  return listen(createAdaptorServer({ fetch: createArmorApp(parts.state).fetch }), "http", parts);
}

/** Starts the Armor service behind TLS. */
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
  return {
    url,
    ...parts,
    async call(method, path, { headers = {}, body } = {}) {
      const content = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
      const tls = ca === undefined ? {} : { ca, servername: "localhost" };
      const response = await send(url, {
        method,
        target: path,
        headers,
        ...(content !== undefined && { body: content }),
        ...tls,
      });
      const setCookie = response.headers["set-cookie"] ?? [];
      return { ...response, headers: response.headers as ArmorResponse["headers"], setCookie };
    },
  };
}
