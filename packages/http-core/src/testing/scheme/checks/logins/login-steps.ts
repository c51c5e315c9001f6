import type { AnyAuthScheme } from "../../../../auth/scheme.js";
import type { ReceivedRequest } from "../../../memory-transport.js";
import { fieldsOf, type Field } from "../../fields.js";
import type { SchemeHarness } from "../../harness/harness.js";
import { overrideScheme, type LoginExchange } from "../../harness/watched-scheme.js";

/** What one login, renewal or logout sent and received. */
export interface LoginStep {
  /** The member of the scheme that ran. */
  readonly member: "acquire" | "renew" | "release";
  /** Everything it sent: URLs, headers, fields and bodies. */
  readonly sent: readonly string[];
  /** The fields and cookies of the responses. */
  readonly received: readonly Field[];
}

/** A scheme that works as that of a harness, and the steps so far. */
export interface RecordedSteps {
  readonly auth: AnyAuthScheme;
  readonly steps: readonly LoginStep[];
}

/** Keeps what each login, renewal and logout sends and receives. They must not run at once. */
export function recordSteps(one: SchemeHarness): RecordedSteps {
  const { scheme, transport, watch } = one;
  const steps: LoginStep[] = [];
  const record = async <T>(member: LoginStep["member"], run: () => Promise<T>): Promise<T> => {
    const [requests, exchanges] = [transport.requests.length, watch.exchanges.length];
    const result = await run();
    const received = await Promise.all(watch.exchanges.slice(exchanges).map(receivedIn));
    steps.push({ member, sent: transport.requests.slice(requests).flatMap(textsSent), received: received.flat() });
    return result;
  };
  const { acquire, renew, release } = scheme;
  const auth = overrideScheme(scheme, {
    ...(acquire && { acquire: (context) => record("acquire", () => acquire(context)) }),
    ...(renew && { renew: (credential, context) => record("renew", () => renew(credential, context)) }),
    ...(release && { release: (credential, context) => record("release", () => release(credential, context)) }),
  });
  return { auth, steps };
}

async function receivedIn({ response }: LoginExchange): Promise<readonly Field[]> {
  const cookies = response.headers.getSetCookie().map((line): Field => {
    const [, name = "", value = ""] = /^([^=;]*)=([^;]*)/.exec(line) ?? [];
    return [`cookie ${name}`, value];
  });
  return [...fieldsOf(await response.bytes()), ...cookies];
}

/** Returns what a request of a login carries: its URL, headers, fields and body. */
export function textsSent({ url, headers, body }: ReceivedRequest): readonly string[] {
  const values = fieldsOf(body).map(([, value]) => value);
  return [url, ...headers.values(), ...values, Buffer.from(body).toString()];
}

/**
 * Finds a secret that a later response has replaced by another one under the same name, and that the last step has sent
 * nevertheless.
 *
 * @param steps - oldest first
 * @param secrets - all that were issued
 * @returns its name; `undefined` if there is none
 */
export function findOutdatedSecret(steps: readonly LoginStep[], secrets: readonly string[]): string | undefined {
  const newest = new Map<string, string>();
  const outdated = new Map<string, string>();
  for (const [name, value] of steps.slice(0, -1).flatMap(({ received }) => received)) {
    const before = newest.get(name);
    if (before !== undefined && before !== value && secrets.includes(before)) outdated.set(before, name);
    newest.set(name, value);
  }
  for (const value of newest.values()) outdated.delete(value);
  const sent = steps.at(-1)?.sent ?? [];
  return [...outdated].find(([value]) => sent.some((text) => text.includes(value)))?.[1];
}
