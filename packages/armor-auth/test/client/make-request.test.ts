import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RetryOptions } from "@org/http-core";
import { ArmorServer, type StubResponse } from "../support/armor-server.js";
import { V1Service } from "../support/v1-service.js";
import { transports } from "../support/transports.js";

describe.each(transports)("makeRequest over $name", ({ make }) => {
  let service: V1Service;
  beforeEach(async () => void (service = await V1Service.start(make)));
  afterEach(() => service.stop());

  const methods = ["GET", "get", "POST", "Put", "patch", "DELETE", "head"];
  it.each(methods)("sends %s", async (method) => {
    const route = `${method.toUpperCase()} /vms`;
    service.server.on(route, (request) => service.guarded(request, {}));
    const api = await service.api();
    expect((await api.makeRequest("/vms", { method })).status).toBe(200);
    const [sent] = service.server.to(route);
    const hasBody = ["POST", "PUT"].includes(method.toUpperCase());
    expect(sent?.body).toBe(hasBody ? "{}" : "");
    expect(sent?.headers["content-type"]).toBe(hasBody ? "application/json" : undefined);
  });

  it.each(["OPTIONS", "TRACE", "CONNECT", "FOO", "", "GET /x"])(
    "refuses the method %j before the network",
    async (method) => {
      const api = await service.api();
      const before = service.server.requests.length;
      await expect(api.makeRequest("/vms", { method })).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect(service.server.requests).toHaveLength(before);
    },
  );

  const bodies: readonly (readonly [string, unknown])[] = [
    ["an object", { name: "web 1", quantity: 2 }],
    ["an empty object", {}],
    ["a list", [1, 2]],
    ["text", "web"],
    ["text with a number", "12"],
    ["text that begins like an object", '{"name'],
    ["null", null],
    ["false", false],
    ["zero", 0],
  ];
  it.each(bodies)("sends %s as JSON, as data and as json alike", async (_title, value) => {
    const api = await service.api();
    await api.makeRequest("/vms", { method: "POST", data: value });
    await api.makeRequest("/vms", { method: "POST", json: value });
    const sent = service.server.to("POST /vms");
    expect(sent.map(({ headers }) => headers["content-type"])).toEqual(["application/json", "application/json"]);
    expect(sent.map(({ body }) => JSON.parse(body) as unknown)).toEqual([value, value]);
  });

  it.each([
    ["data with GET", { data: {} }, "GET"],
    ["json with GET", { json: {} }, "GET"],
    ["data with HEAD", { method: "HEAD", data: null }, "HEAD"],
    ["data and json", { method: "POST", data: {}, json: {} }, "data"],
    ["an object as JSON text", { method: "POST", data: '{"name": "web"}' }, "Option data must be the value itself"],
    ["a list as JSON text", { method: "PUT", json: "[1, 2]" }, "Option data must be the value itself"],
    ["a timeout of no number", { timeout: "5" }, "timeout"],
    ["no attempt", { retry: 0 }, "attempts"],
    ["a stream that is no boolean", { stream: 1 }, "stream"],
  ])("refuses %s before the network", async (_title, options, name) => {
    const api = await service.api();
    const before = service.server.requests.length;
    const error = await api.makeRequest("/vms", options as object).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "OPTION_INVALID", message: expect.stringContaining(name) });
    expect(service.server.requests).toHaveLength(before);
  });

  it("refuses an option that it does not know", async () => {
    const api = await service.api();
    const options = { form: {} } as object;
    await expect(api.makeRequest("/vms", options)).rejects.toMatchObject({ code: "OPTION_UNKNOWN" });
  });

  it.each([
    ["files", "use api.session.request(url, options), which takes all options"],
    ["redirect", "use api.session.request(url, options), which takes all options"],
    ["query", 'use "params"'],
    ["cookies", "send the header Cookie"],
  ])("refuses %s with what to use instead", async (name, remedy) => {
    const api = await service.api();
    await expect(api.makeRequest("/vms", { [name]: {} } as object)).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
      message: `Unknown makeRequest option "${name}"; ${remedy}`,
    });
  });

  it("refuses a method in the place of the options, and shows their form", async () => {
    const api = await service.api();
    await expect(api.makeRequest("/vms", "POST" as unknown as object)).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: "The makeRequest options must be an object, such as { method, data, json, … }",
    });
  });

  it("returns a promise that reads the body", async () => {
    service.server.on("GET /vms", (request) => service.guarded(request, [{ id: 1 }]));
    const api = await service.api();
    const vms: readonly { id: number }[] = await api.makeRequest("/vms").json<{ id: number }[]>();
    expect(vms).toEqual([{ id: 1 }]);
    expect(await api.makeRequest("/vms").text()).toBe('[{"id":1}]');
    expect((await api.makeRequest("/vms").bytes()).length).toBe(10);
    await expect(api.makeRequest("/vms", { method: "TRACE" }).json()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("has a time limit of its own", async () => {
    service.server.on("GET /slow", () => new Promise(() => {}));
    const api = await service.api();
    const pending = api.makeRequest("/slow", { timeout: 5_000 }).catch((reason: unknown) => reason);
    await expect.poll(() => service.server.to("GET /slow")).toHaveLength(1);
    await service.clock.advance(5_001);
    expect(await pending).toMatchObject({ code: "TIMEOUT" });
  });

  it.each<[RetryOptions | number | false, number]>([
    [false, 1],
    [2, 2],
    [{ attempts: 2, baseDelayMs: 1 }, 2],
  ])("has retries of its own: %j", async (retry, attempts) => {
    service.server.on("GET /busy", () => ({ status: 503 }));
    const api = await service.api();
    const pending = api.makeRequest("/busy", { retry }).catch((reason: unknown) => reason);
    const sent = (): number => service.server.to("GET /busy").length;
    await expect.poll(() => service.clock.advance(100).then(sent)).toBe(attempts);
    expect(await pending).toMatchObject({ code: "HTTP_STATUS", status: 503 });
    expect(sent()).toBe(attempts);
  });

  it("hands out a body that is not read yet", async () => {
    const api = await service.api();
    const response = await api.makeRequest("/vms", { stream: true });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('[{"id":1}]');
    await expect(response.text()).rejects.toMatchObject({ code: "BODY_USED" });
  });

  it("sends a request's headers over the session's, for this request alone", async () => {
    const api = await service.api();
    api.session.headers.set("x-team", "blue");
    await api.makeRequest("/vms", { headers: { "X-Team": "red", Range: "entities=0-10; max=10" } });
    await api.makeRequest("/vms", { headers: { "x-team": null } });
    await api.makeRequest("/vms", { params: { page: 2 } });
    const [first, second, third] = service.server.to("GET /vms");
    expect(first?.headers).toMatchObject({ "x-team": "red", range: "entities=0-10; max=10" });
    expect(second?.headers["x-team"]).toBeUndefined();
    expect(second?.headers.range).toBeUndefined();
    expect(third?.headers).toMatchObject({ "x-team": "blue", accept: "application/json" });
    expect(third?.query.get("page")).toBe("2");
  });

  const envelopes: readonly (readonly [number, unknown, string | undefined])[] = [
    [403, { errorCode: "access_denied", badLogonCount: 0 }, "access_denied"],
    [403, { error: "forbidden", error_description: "Wrong account", status: 403 }, "Wrong account"],
    [400, { ErrorCode: "invalid_request", Message: "Bad shape", Detail: "d", ReferenceId: "r" }, "Bad shape"],
    [409, { Message: "Busy" }, "Busy"],
    [400, { error: true, message: "Order is wrong" }, "Order is wrong"],
    [403, { message: "Missing Authentication Token" }, "Missing Authentication Token"],
    [400, { errors: ["Name is too long", "Size is odd"] }, "Name is too long; Size is odd"],
    [400, { errors: [{ code: 7, message: "Name is too long" }] }, "Name is too long"],
    [404, undefined, undefined],
  ];
  it.each(envelopes)("throws what the service says with %d %j", async (status, body, serverMessage) => {
    service.server.on("GET /orders", () => ({ status, ...(body === undefined ? {} : { body }) }));
    const api = await service.api();
    const error = await api.makeRequest("/orders").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "HTTP_STATUS", status, serverMessage });
    expect(service.passwordPosts).toBe(1);
  });

  it.each(["GET", "POST"])("logs in after a 401, repeats the %s once, and returns its response", async (method) => {
    const api = await service.api();
    service.revoke();
    const response = await api.makeRequest("/vms", { method, ...(method === "POST" ? { data: { name: "x" } } : {}) });
    expect(response.status).toBe(200);
    const sent = service.server.to(`${method} /vms`);
    expect(sent).toHaveLength(2);
    expect(sent[0]?.body).toBe(sent[1]?.body);
    expect(sent[1]?.headers["x-account-context"]).toBe("1234");
    expect(service.passwordPosts).toBe(2);
  });

  it("throws after the second 401 of one request", async () => {
    service.server.on("GET /vms", () => ({ status: 401, body: { Message: "Denied" } }));
    const api = await service.api();
    await expect(api.makeRequest("/vms")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
    expect(service.server.to("GET /vms")).toHaveLength(2);
  });

  it("logs in once for 100 requests that meet a 401 together", async () => {
    const api = await service.api();
    service.revoke();
    const responses = await Promise.all(Array.from({ length: 100 }, () => api.makeRequest("/vms")));
    expect(responses.every(({ ok }) => ok)).toBe(true);
    expect(service.passwordPosts).toBe(2);
  });

  // Each permit comes back on its own, so that no ten minutes hold more than two: 600.5 s frees what was taken at 0 s.
  const window: readonly (readonly [number, boolean])[] = [
    [0, true],
    [1_000, true],
    [2_000, false],
    [600_000, false],
    [600_500, true],
    [601_000, false],
    [601_001, true],
    [1_200_900, true],
    [1_200_950, false],
    [1_201_002, true],
  ];
  it("allows retries401 logins in any ten minutes", async () => {
    const api = await service.api({ retries401: 2 });
    let now = 0;
    for (const [atMs, allowed] of window) {
      await service.clock.advance(atMs - now);
      now = atMs;
      service.revoke();
      const before = service.server.requests.length;
      const outcome = await api.makeRequest("/vms").then(
        ({ status }) => status,
        (error: unknown) => error,
      );
      if (allowed) expect(outcome, `at ${atMs} ms`).toBe(200);
      else {
        expect(outcome, `at ${atMs} ms`).toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED", limit: 2, windowMs: 600_000 });
        expect(service.server.requests).toHaveLength(before + 1);
      }
    }
  });

  it("follows a redirect of a GET within the host, and no other", async () => {
    const elsewhere = await ArmorServer.start();
    const to =
      (location: string, status = 302): (() => StubResponse) =>
      () => ({ status, headers: { location } });
    service.server
      .on("GET /old", to("/vms"))
      .on("GET /away", to(`${elsewhere.url}/vms`))
      .on("POST /moved", to("/vms", 307))
      .on("POST /moved-away", to(`${elsewhere.url}/vms`, 308));
    const api = await service.api();
    expect((await api.makeRequest("/old")).status).toBe(200);
    const refused = { code: "REDIRECT_REFUSED" };
    await expect(api.makeRequest("/away")).rejects.toMatchObject(refused);
    await expect(api.makeRequest("/moved", { method: "POST", data: {} })).rejects.toMatchObject(refused);
    await expect(api.makeRequest("/moved-away", { method: "POST", data: {} })).rejects.toMatchObject(refused);
    expect(elsewhere.requests).toHaveLength(0);
    await elsewhere.stop();
  });
});
