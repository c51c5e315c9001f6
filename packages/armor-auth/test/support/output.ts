import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import type { Logger } from "@org/http-core";
import type { Received } from "./armor-server.js";
import { context, password } from "./credentials.js";

const channels = ["request", "response", "reauth", "retry"].map((name) => `org:http-core:${name}`);

/** Returns everything that a program could print of a value: text, JSON, inspection, stack and causes. */
function print(value: unknown, depth = 0): string {
  const shown = [String(value), inspect(value, { depth: Infinity }), json(value)];
  if (value instanceof Error && depth < 8) shown.push(value.stack ?? "", print(value.cause, depth + 1));
  return shown.join("\n");
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** The parts of a request that may hold a secret. */
export type Exchanged = Pick<Received, "headers" | "body">;

/** Collects what a test prints, logs and publishes, to search it for secrets. */
export class Output {
  readonly #parts: string[] = [];
  readonly #listen = (message: unknown): void => this.add(message);

  constructor() {
    for (const channel of channels) subscribe(channel, this.#listen);
  }

  /** Returns a logger that collects everything, and passes it on to another one. */
  logger(next?: Partial<Logger>): Logger {
    const level = (name: keyof Logger) => (text: string, facts?: object) => {
      this.add(text, facts);
      next?.[name]?.(text, facts);
    };
    return { debug: level("debug"), info: level("info"), warn: level("warn"), error: level("error") };
  }

  /** Collects values as a program could print them. */
  add(...values: readonly unknown[]): void {
    for (const value of values) this.#parts.push(print(value));
  }

  /** Collects the result or error of a promise, and passes it on. */
  async of<T>(promise: Promise<T>): Promise<T> {
    try {
      const value = await promise;
      this.add(value);
      return value;
    } catch (error) {
      this.add(error);
      throw error;
    }
  }

  /** How many characters were collected. */
  get length(): number {
    return this.#parts.reduce((sum, { length }) => sum + length, 0);
  }

  /** Returns the secrets of these requests that were printed. */
  leaked(requests: readonly Exchanged[]): readonly string[] {
    const text = this.#parts.join("\n");
    return secretsOf(requests).filter((secret) => text.includes(secret));
  }

  /**
   * Stops collecting.
   *
   * @throws Error if a secret of these requests was printed
   */
  close(requests: readonly Exchanged[]): void {
    for (const channel of channels) unsubscribe(channel, this.#listen);
    const leaked = this.leaked(requests);
    if (leaked.length > 0) throw new Error(`Secrets were printed: ${leaked.join(", ")}`);
  }
}

/** Returns the secrets of these requests, in every form in which they could be printed. */
export function secretsOf(requests: readonly Exchanged[]): readonly string[] {
  const found = [password, context];
  for (const { headers, body } of requests) {
    found.push(headers.authorization?.split(" ")[1] ?? "", headers.cookie ?? "");
    found.push(new URLSearchParams(body).get("Context") ?? "", ...credentialsIn(body));
  }
  const texts = found.filter((text) => text.length > 5);
  return [...new Set(texts.flatMap((text) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")]))];
}

function credentialsIn(body: string): readonly string[] {
  if (!body.startsWith("{")) return [];
  const { code, token } = JSON.parse(body) as { code?: unknown; token?: unknown };
  return [code, token].filter((value) => typeof value === "string");
}
