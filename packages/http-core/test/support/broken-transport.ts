import {
  createResponse,
  gotTransport,
  type HttpResponse,
  type Transport,
  type TransportOptions,
} from "../../src/index.js";
import { testTransport } from "../../src/testing/index.js";
import { certificates as makeCertificates } from "./certificates.js";

/** Makes a transport. */
export type Make = (options?: TransportOptions) => Transport;

/** A transport that is wrong in one respect, and the title of the check that must notice it. */
export type Defect = readonly [defect: string, check: string, make: Make];
const certificates = await makeCertificates();

/** Runs one check of the suite by itself, and returns what it failed with. */
export async function failure(title: string, make: Make, maxCheckMs = 60_000): Promise<unknown> {
  const checks = new Map<string, () => Promise<void> | void>();
  testTransport({
    name: "broken",
    make,
    certificates,
    maxCheckMs,
    runner: { describe: (_, body) => body(), it: (name, body) => void checks.set(name, body) },
  });
  const check = checks.get(title);
  if (check === undefined) throw new Error(`The suite has no check "${title}"`);
  try {
    await check();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** got's transport with its `send` done wrong. */
export function broken(wrong: (send: Transport["send"]) => Transport["send"]): Make {
  return (options) => {
    const inner = gotTransport(options);
    return { send: wrong((request, context) => inner.send(request, context)), close: async () => inner.close?.() };
  };
}

/** got's transport with its answers spoilt. */
export function spoilt(
  change: (response: HttpResponse) => Promise<Partial<Pick<HttpResponse, "status" | "headers">>>,
): Make {
  return broken((send) => async (request, context) => {
    const response = await send(request, context);
    const body = await response.bytes();
    const { status, headers, url } = response;
    return createResponse({ status, headers, url, body, ...(await change(response)) });
  });
}
