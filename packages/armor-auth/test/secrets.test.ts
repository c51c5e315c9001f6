import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { armorAuth, type ArmorApiOptions } from "../src/index.js";
import { errorPage, loginPage, mfaPage } from "./support/adfs-pages.js";
import { password, V1Service } from "./support/v1-service.js";
import { context, V2Service } from "./support/v2-service.js";

const channels = ["request", "response", "reauth", "retry"].map((name) => `org:http-core:${name}`);

/** Everything a program could print of a value: text, JSON, inspection, stack and causes. */
function printed(value: unknown, depth = 0): string {
  const shown = [String(value), inspect(value, { depth: Infinity }), json(value)];
  if (value instanceof Error && depth < 8) shown.push(value.stack ?? "", printed(value.cause, depth + 1));
  return shown.join("\n");
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** What was printed, logged and published in a test. */
class Output {
  readonly #parts: string[] = [];
  readonly logger = {
    debug: (text: string, facts?: object) => this.add(text, facts),
    info: (text: string, facts?: object) => this.add(text, facts),
    warn: (text: string, facts?: object) => this.add(text, facts),
    error: (text: string, facts?: object) => this.add(text, facts),
  };
  readonly listen = (message: unknown): void => this.add(message);

  add(...values: readonly unknown[]): void {
    for (const value of values) this.#parts.push(printed(value));
  }

  get text(): string {
    return this.#parts.join("\n");
  }
}

describe("secrets", () => {
  let v1: V1Service;
  let v2: V2Service;
  let output: Output;
  beforeEach(async () => {
    [v1, v2] = await Promise.all([V1Service.start(), V2Service.start()]);
    output = new Output();
    for (const channel of channels) subscribe(channel, output.listen);
  });
  afterEach(async () => {
    for (const channel of channels) unsubscribe(channel, output.listen);
    await Promise.all([v1.stop(), v2.stop()]);
  });

  /** Everything secret that went over the wire to either service, in the forms it may be printed in. */
  function secretsSent(): readonly string[] {
    const found = [password, context, "cGxhaW4tY29kZQ+/=="];
    for (const { headers, body } of [...v1.server.requests, ...v2.server.requests]) {
      found.push(headers.authorization?.split(" ")[1] ?? "", headers.cookie ?? "");
      found.push(new URLSearchParams(body).get("Context") ?? "", JSON.stringify(body).includes("token") ? body : "");
    }
    const texts = found.filter((text) => text.length > 5);
    return [
      ...new Set(texts.flatMap((text) => [text, encodeURIComponent(text), Buffer.from(text).toString("base64")])),
    ];
  }

  /** Secrets that were printed. A run that sent or printed next to nothing proves nothing. */
  function leaks(): readonly string[] {
    const secrets = secretsSent();
    if (secrets.length < 4 || output.text.length < 100) return ["the run was too short to prove anything"];
    return secrets.filter((secret) => output.text.includes(secret));
  }

  it("stay out of everything printable in a v1 run with a 401, a reissue and failures", async () => {
    const api = await v1.api({ logger: output.logger });
    output.add(api, api.session, api.accounts, armorAuth({ username: "u", password }));
    v1.revoke();
    output.add(await api.makeRequest("/vms"));
    await api.reissueToken();
    v1.server.on("GET /echo", ({ headers }) => ({
      status: 400,
      body: { Message: `You sent ${headers.authorization}` },
    }));
    output.add(await api.makeRequest("/echo").catch((error: unknown) => error));
    output.add(await api.makeRequest("/missing").catch((error: unknown) => error));
    output.add(await api.session.prepare("/vms"));
    expect(leaks()).toEqual([]);
  });

  const v1Failures: readonly (readonly [string, string])[] = [
    ["POST /auth/authorize", "authorize"],
    ["POST /auth/token", "token"],
    ["GET /me", "me"],
  ];
  it.each(v1Failures)("stay out of a login that fails at %s, where the service echoes them", async (route) => {
    v1.server.on(route, ({ body, headers }) => ({
      status: 400,
      body: { Message: `You sent ${body} ${headers.authorization ?? ""}` },
    }));
    output.add(await v1.api({ logger: output.logger }).catch((error: unknown) => error));
    expect(leaks()).toEqual([]);
  });

  it("stay out of a refused reissue, where the service echoes the token", async () => {
    const api = await v1.api({ logger: output.logger });
    v1.server.on("POST /auth/token/reissue", ({ body }) => ({ status: 503, body: { Message: body } }));
    output.add(await api.reissueToken().catch((error: unknown) => error));
    expect(leaks()).toEqual([]);
  });

  it("stay out of everything printable in a v2 run", async () => {
    const api = await v2.api({ logger: output.logger, onMfa: (prompt) => output.add(prompt) });
    output.add(api, api.session, await api.makeRequest("/vms"), await api.session.prepare("/vms"));
    output.add(await api.makeRequest("/missing").catch((error: unknown) => error));
    expect(leaks()).toEqual([]);
  });

  const pages: readonly (readonly [string, string])[] = [
    ["the login page", loginPage(`Wrong: ${password}`)],
    ["an error page", errorPage(`Failed for ${password} and ${encodeURIComponent(password)}`)],
    ["the prompt", mfaPage(context, { errorText: `Denied: ${password}` })],
    ["a titled page", `<title>${password}</title>`],
  ];
  it.each(pages)("stay out of a v2 login that ends with %s", async (_, html) => {
    v2.afterMfa = () => ({ body: html });
    const options: Partial<ArmorApiOptions> = { logger: output.logger };
    output.add(await v2.failure(options));
    expect(leaks()).toEqual([]);
  });

  it("stay out of option errors", async () => {
    const long = "S3cret-".repeat(100);
    output.add(await v1.api({ password: long }).catch((error: unknown) => error));
    output.add(await v1.api({ username: long }).catch((error: unknown) => error));
    expect(output.text).not.toContain("S3cret");
  });
});
