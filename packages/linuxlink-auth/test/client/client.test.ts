import { isHttpError, isTransportError, type HttpError } from "@org/http-core";
import { memoryTransport } from "@org/http-core/testing";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLinuxLink, signRequest, type LinuxLink, type LinuxLinkOptions } from "../../src/index.js";
import { rejectionOf, thrownBy, visibleText } from "../support/errors.js";
import { loopback } from "../support/loopback.js";

const account = { email: "user@example.com", key: "canary-key-7d1f0a93" };
const about = "/api/v1/vigiles/about";
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ vigiles: { users: [account] } });
});

afterAll(() => emulator.close());

beforeEach(() => emulator.faults.clear());

function client(options: LinuxLinkOptions = {}): LinuxLink {
  return createLinuxLink({ ...account, url: emulator.http, env: {}, retry: { baseDelayMs: 1 }, ...options });
}

/** Returns the requests that arrive while something runs. */
async function requestsDuring(act: () => Promise<unknown>): Promise<Emulator["requests"]> {
  const before = emulator.requests.length;
  await act();
  return emulator.requests.slice(before);
}

async function readParts(stream: unknown): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of stream as AsyncIterable<Uint8Array>) parts.push(Buffer.from(part).toString());
  return parts;
}

describe("calls", () => {
  it("are accepted by the service, with a key file or an account", async () => {
    await using byFile = createLinuxLink({ keyFilePath: emulator.keyFile, env: {} });
    await using byAccount = client();
    for (const link of [byFile, byAccount]) {
      expect(await link.get(about)).toEqual({ app_version: expect.any(String), database_version: expect.any(String) });
    }
  });

  it.each([
    ["products", "/api/v1/heartbeat"],
    ["groups", "/api/v1/vigiles/heartbeat"],
  ] as const)("of the heartbeat go where edition %s has it", async (edition, path) => {
    await using link = client({ edition });
    const [sent] = await requestsDuring(async () => expect(await link.heartbeat()).toMatchObject({ ok: true }));
    expect(sent).toMatchObject({ method: "POST", url: path });
    expect(Buffer.from(sent?.body ?? []).toString()).toBe("email=user%40example.com");
  });

  it.each(["get", "put", "patch", "delete", "post"] as const)("by %s are sent as signed", async (verb) => {
    await using server = await loopback();
    await using link = client({ url: `${server.url}/prefix/` });
    const params = { z: "x y*~", list: ["b", "a"], flag: true, none: null, n: 7.5 };
    await link[verb]("/api/v1/a b", params);
    const method = verb.toUpperCase();
    const signed = signRequest({
      method,
      resource: "/api/v1/a b",
      params,
      ...account,
      baseUrl: `${server.url}/prefix`,
    });
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method, body: signed.body ?? "" });
    expect(server.url + (sent?.url ?? "")).toBe(signed.url);
    expect(sent?.headers["x-auth-signature"]).toBe(signed.signature);
    expect(sent?.headers["content-length"]).toBe(verb === "get" ? undefined : String(signed.body?.length ?? 0));
    expect(sent?.headers["content-type"]).toBe(verb === "post" ? "application/x-www-form-urlencoded" : undefined);
  });

  it("return parsed JSON, raw bytes, and undefined for an empty response", async () => {
    const transport = memoryTransport(({ url }) => {
      if (url.includes("/empty")) return 204;
      return url.includes("/file") ? { body: new Uint8Array([0, 255, 10]) } : { body: '{"a": 1}' };
    });
    await using link = client({ transport });
    expect(await link.get("/json")).toEqual({ a: 1 });
    expect(await link.get("/file", {}, { as: "bytes" })).toEqual(new Uint8Array([0, 255, 10]));
    expect(await link.get("/empty")).toBeUndefined();
    expect(await link.delete("/empty", {}, { as: "bytes" })).toHaveLength(0);
    await expect(link.get("/file")).rejects.toMatchObject({ code: "BODY_ENCODING" });
  });

  it("return a stream whose parts can be read before its end", async () => {
    const finish = Promise.withResolvers<void>();
    await using server = await loopback((_, response) => {
      response.write("first ");
      void finish.promise.then(() => response.end("second"));
    });
    await using link = client({ url: server.url });
    const stream = await link.get("/x", {}, { as: "stream" });
    const parts: string[] = [];
    for await (const part of stream as AsyncIterable<Uint8Array>) {
      parts.push(Buffer.from(part).toString());
      finish.resolve();
    }
    expect(parts.join("")).toBe("first second");
    expect(parts[0]).toBe("first ");
  });

  it("return an empty stream for an empty response, and throw for an error status", async () => {
    const transport = memoryTransport(({ url }) => (url.includes("/empty") ? 204 : { status: 404, body: "{}" }));
    await using link = client({ transport });
    const empty = await link.get("/empty", {}, { as: "stream" });
    expect(await readParts(empty)).toEqual([]);
    expect(await rejectionOf(link.get("/x", {}, { as: "stream" }))).toMatchObject({ code: "HTTP_STATUS", status: 404 });
  });

  it("end a stream that is cut short with an error", async () => {
    await using server = await loopback((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("part", () => response.destroy());
    });
    await using link = client({ url: server.url });
    const stream = await link.get("/x", {}, { as: "stream" });
    expect(isTransportError(await rejectionOf(readParts(stream)))).toBe(true);
  });

  it("connect again after the client was closed", async () => {
    await using link = client();
    await link.get(about);
    await link.close();
    expect(await link.get(about)).toMatchObject({ app_version: expect.any(String) });
  });

  it("leave the caller's parameters unchanged", async () => {
    await using link = client({ transport: memoryTransport(() => ({ body: {} })) });
    const params = Object.freeze({ b: Object.freeze(["y", "x"]), email: "other@example.com" });
    await link.post("/x", params);
    expect(params).toEqual({ b: ["y", "x"], email: "other@example.com" });
  });

  it("are aborted by the caller's signal, and by closing the client", async () => {
    await using server = await loopback(() => {});
    await using link = client({ url: server.url });
    const aborted = rejectionOf(link.get("/x", {}, { signal: AbortSignal.timeout(20) }));
    expect(await aborted).toMatchObject({ code: "ABORTED" });
    const closed = rejectionOf(link.get("/x"));
    await link.close();
    expect(await closed).toMatchObject({ code: "SESSION_CLOSED" });
  });
});

describe("faults", () => {
  it("contain the server's message, but neither key nor signature", async () => {
    await using server = await loopback(({ headers }, response) => {
      response.statusCode = 400;
      response.end(JSON.stringify({ message: `no: ${String(headers["x-auth-signature"])}`, status_code: 400 }));
    });
    await using link = client({ url: server.url });
    const error = await rejectionOf(link.get("/x", { secret_token: "t0ken" }));
    expect(isHttpError(error)).toBe(true);
    expect(error).toMatchObject({ code: "HTTP_STATUS", status: 400, method: "GET" });
    expect((error as HttpError).message).toContain("no: [redacted]");
    const signature = String(server.requests[0]?.headers["x-auth-signature"]);
    for (const secret of [account.key, signature, encodeURIComponent(signature), "t0ken"]) {
      expect(visibleText(error)).not.toContain(secret);
    }
  });

  it("of a wrong key are not retried", async () => {
    await using link = client({ key: "wrong" });
    const sent = await requestsDuring(async () => {
      expect(await rejectionOf(link.get(about))).toMatchObject({ code: "HTTP_STATUS", status: 403 });
    });
    expect(sent).toHaveLength(1);
  });

  it("that pass are retried for GET", async () => {
    emulator.faults.add({ type: "status", status: 503, path: about, times: 2 });
    await using link = client();
    const sent = await requestsDuring(() => link.get(about));
    expect(sent.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(new Set(sent.map(({ headers }) => headers["x-auth-signature"])).size).toBe(1);
  });

  it.each(["post", "put", "patch", "delete"] as const)("never make a %s be repeated", async (verb) => {
    emulator.faults.add({ type: "status", status: 503, path: "/api/v1/vigiles/groups*", times: 5 });
    await using link = client();
    const sent = await requestsDuring(async () => {
      expect(await rejectionOf(link[verb]("/api/v1/vigiles/groups/x", {}))).toMatchObject({ status: 503 });
    });
    expect(sent).toHaveLength(1);
  });

  it("that cut off a POST leave its outcome unknown, unless the call may be repeated", async () => {
    emulator.faults.add({ type: "reset", path: "/api/v1/vigiles/heartbeat", handled: true });
    await using link = client({ edition: "groups" });
    const sent = await requestsDuring(async () => {
      expect(await rejectionOf(link.heartbeat())).toMatchObject({ outcome: "unknown" });
    });
    expect(sent).toHaveLength(1);
    emulator.faults.add({ type: "reset", path: "/api/v1/vigiles/heartbeat" });
    expect(await link.heartbeat({ retry: { idempotent: true, baseDelayMs: 1 } })).toMatchObject({ ok: true });
  });

  it.each([301, 302, 303, 307, 308] as const)(
    "of status %i are never followed, not even on the same server",
    async (status) => {
      for (const location of ["/api/v1/vigiles/about", "https://evil.example/x", "?x=1"]) {
        for (const verb of ["get", "post"] as const) {
          emulator.faults.add({ type: "redirect", status, location, path: "/api/v1/vigiles/groups" });
          await using link = client();
          const sent = await requestsDuring(async () => {
            expect(await rejectionOf(link[verb]("/api/v1/vigiles/groups", {}))).toMatchObject({
              code: "REDIRECT_REFUSED",
            });
          });
          expect(sent).toHaveLength(1);
        }
      }
    },
  );

  it.each([
    ["PARAM_INVALID", "/x", { a: Number.NaN }],
    ["PARAM_INVALID", "/x", { a: { b: 1 } }],
    ["RESOURCE_INVALID", "/a/../b", {}],
    ["RESOURCE_INVALID", "https://evil.example/x", {}],
  ])("in the call itself send nothing: %s for %s %j", async (code, resource, params) => {
    await using link = client();
    const sent = await requestsDuring(async () => {
      for (const verb of ["get", "post"] as const) {
        expect(await rejectionOf(link[verb](resource, params as never))).toMatchObject({ code });
      }
    });
    expect(sent).toHaveLength(0);
  });

  it("in an option's name are refused", async () => {
    await using link = client();
    expect(await rejectionOf(link.get("/x", {}, { idempotent: true } as never))).toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining("idempotent"),
    });
    expect(await rejectionOf(link.get("/x", {}, { as: "text" } as never))).toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining("Option as "),
    });
    expect(thrownBy(() => client({ dryrun: true } as never))).toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining('"dryrun"; did you mean "dryRun"?'),
    });
  });
});
