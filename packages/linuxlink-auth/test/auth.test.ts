import { createSession, Secret, type AuthScheme, type Session } from "@org/http-core";
import {
  memoryTransport,
  testAuthScheme,
  type MemoryResponse,
  type ReceivedRequest,
  type SchemeSubject,
  type SubjectOptions,
} from "@org/http-core/testing";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { fileValue, linuxLinkAuth, signRequest, type AccountOptions, type LinuxLinkCallOptions } from "../src/index.js";
import { accountOptionNames } from "../src/account/account-options.js";
import { thrownBy } from "./support/errors.js";
import { signingVectors } from "./support/signing-vectors.js";
import { scratch } from "./support/scratch.js";

const email = "user@example.com";
const key = "canary-key-7d1f0a93";
const url = "https://vigiles.lynx.com";
const resource = "/api/v1/vigiles/about";

/** Checks a request with the pure function, which other tests compare with recorded requests and with Python. */
function verify({ method, url: sent, headers, body }: ReceivedRequest): MemoryResponse | undefined {
  const { origin, pathname, searchParams } = new URL(sent);
  if (origin !== url) return undefined;
  if (method !== "GET" && searchParams.size > 0) return 401;
  const fields = method === "GET" ? searchParams : new URLSearchParams(Buffer.from(body).toString());
  const params = Object.fromEntries([...fields.keys()].map((name) => [name, oneOrMore(fields.getAll(name))]));
  const { signature } = signRequest({ method, resource: pathname, params, email, key, baseUrl: url });
  const isGood = headers.get("x-auth-signature") === signature && fields.get("email") === email;
  return isGood && !headers.has("authorization") ? { body: { ok: true } } : 401;
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [only = "", ...more] = values;
  return more.length === 0 ? only : values;
}

const isFormsOnly = "the scheme refuses it with RESOURCE_MISMATCH, since only forms can be signed";
const cannot = {
  "gets JSON accepted by its service": isFormsOnly,
  "gets JSON by PUT accepted by its service": isFormsOnly,
  "gets a file accepted by its service": isFormsOnly,
  "makes another proof for each request": "LinuxLink signs no time and no nonce",
};
const isNamed = "authOptions name all parameters, and the scheme refuses others with RESOURCE_MISMATCH";

testAuthScheme({
  name: "linuxLinkAuth with the request's own parameters",
  runner: { describe, it },
  maxCheckMs: 60_000,
  covers: ["method", "query", "body"],
  optionNames: accountOptionNames.filter((name) => !["email", "key", "url"].includes(name)),
  cannot,
  make: makeSubject,
});

testAuthScheme({
  name: "linuxLinkAuth with authOptions",
  runner: { describe, it },
  maxCheckMs: 60_000,
  cannot: {
    ...cannot,
    "gets a form accepted by its service": isNamed,
    "gets an odd query accepted by its service": isNamed,
  },
  make: (options) => ({
    ...makeSubject(options),
    authOptions: { resource, params: { n: 1 } },
    otherCall: { authOptions: { resource, params: { n: 2 } } },
  }),
});

function makeSubject({ wrongSecret }: SubjectOptions): SchemeSubject {
  return {
    scheme: linuxLinkAuth({ email, key: wrongSecret ? "canary-wrong-key" : key, url }),
    service: verify,
    protectedUrl: url + resource,
    secrets: () => [key, "canary-wrong-key"],
  };
}

describe("the scheme", () => {
  const scheme = (options: AccountOptions): AuthScheme<void, LinuxLinkCallOptions> =>
    linuxLinkAuth({ env: {}, ...options });

  it("sends credentials only to its server", () => {
    expect(scheme({ email, key }).origins).toEqual(["https://linuxlink.timesys.com"]);
    expect(scheme({ email, key, edition: "groups" }).origins).toEqual([url]);
    expect(scheme({ email, key, url: "https://h.example:8443/prefix" }).origins).toEqual(["https://h.example:8443"]);
  });

  it("reads account and server from a key file, once", async () => {
    using files = scratch();
    const keyFilePath = files.write("key", { email, organization_key: key, server_url: "https://h.example" });
    const auth = scheme({ keyFilePath });
    files.write("key", "no longer a key file");
    expect(auth.origins).toEqual(["https://h.example"]);
    const identity = await auth.identity();
    expect(identity).toEqual({ principal: email, secret: new Secret(key) });
  });

  it.each([
    ["CREDENTIALS_INVALID", { email }],
    ["CREDENTIALS_INVALID", { key }],
    ["OPTION_INVALID", { email, key, keyFilePath: "/tmp/key" }],
    ["OPTION_UNKNOWN", { email, key, keyFile: "/tmp/key" }],
    ["SERVER_URL_INVALID", { email, key, url: "http://h.example" }],
    ["SERVER_URL_INVALID", { email, key, url: "" }],
    ["EDITION_INVALID", { email, key, edition: "group" }],
    ["KEY_FILE_UNREADABLE", {}],
  ])("throws %s for %j", (code, options) => {
    expect(thrownBy(() => scheme({ env: {}, ...options } as AccountOptions)).code).toBe(code);
  });
});

describe("in a session", () => {
  function session(service = memoryTransport(() => ({ body: {} })), baseUrl = url): Session {
    return createSession({ auth: linuxLinkAuth({ email, key, url: baseUrl }), transport: service, baseUrl });
  }

  it.each(signingVectors.filter(({ name }) => name !== "padded-key"))(
    "sends what the original client sent: $name",
    async ({ method, resource: path, params, email: address, key: secret, server, expect: expected }) => {
      const transport = memoryTransport(() => ({ body: {} }));
      const auth = linuxLinkAuth({ email: address, key: secret, url: server });
      await using calls = createSession({ auth, transport });
      const authOptions = { resource: path, params: Object.fromEntries(params) };
      await calls.request(expected.wire_url.split("?")[0] ?? "", { method, authOptions });
      const [sent] = transport.requests;
      expect(sent?.method).toBe(method);
      expect(sent?.url).toBe(expected.wire_url);
      expect(sent?.headers.get("x-auth-signature")).toBe(expected.signature);
      expect(sent?.headers.get("content-type")).toBe(expected.content_type);
      expect(Buffer.from(sent?.body ?? []).toString("latin1")).toBe(expected.wire_body ?? "");
    },
  );

  it("signs a request's own query and form if there are no authOptions", async () => {
    const service = memoryTransport(() => ({ body: {} }));
    const calls = session(service, `${url}/prefix`);
    await calls.get("/api/a b".replace(" ", "%20"), { params: { b: "x y*~", a: ["2", "1"] } });
    await calls.post("/api/v1/x", { params: { q: 1 }, form: { m: "x y*~", list: ["b", "a"] } });
    const [get, post] = service.requests;
    const account = { email, key, baseUrl: `${url}/prefix` };
    const signedGet = signRequest({
      method: "GET",
      resource: "/api/a%20b",
      params: { b: "x y*~", a: ["2", "1"] },
      ...account,
    });
    expect([get?.url, get?.headers.get("x-auth-signature")]).toEqual([signedGet.url, signedGet.signature]);
    const params = { q: "1", m: "x y*~", list: ["b", "a"] };
    const signedPost = signRequest({ method: "POST", resource: "/api/v1/x", params, ...account });
    expect([post?.url, Buffer.from(post?.body ?? []).toString()]).toEqual([signedPost.url, signedPost.body]);
    expect(post?.headers.get("x-auth-signature")).toBe(signedPost.signature);
  });

  it.each([
    ["another path", "/api/v1/other", {}],
    ["another query", `${resource}?a=1`, {}],
    ["other session parameters", resource, { params: { a: 1 } }],
    ["a query that begins with a question mark", `${resource}??`, {}],
    ["another form", resource, { method: "POST", form: { a: 1 } }],
  ])("refuses to send %s than the signed one", async (_, path, options) => {
    const service = memoryTransport();
    const call = session(service).request(path, { ...options, authOptions: { resource, params: {} } });
    await expect(call).rejects.toMatchObject({ code: "RESOURCE_MISMATCH" });
    expect(service.requests).toHaveLength(0);
  });

  it.each([
    ["JSON", { method: "POST", json: {} }],
    ["a form with GET", { method: "GET", form: { a: 1 } }],
    ["bytes with PUT", { method: "PUT", body: new Uint8Array(1) }],
  ])("refuses %s, which can't be signed", async (_, options) => {
    const service = memoryTransport();
    await expect(session(service).request(resource, options)).rejects.toMatchObject({ code: "RESOURCE_MISMATCH" });
    expect(service.requests).toHaveLength(0);
  });

  it.each([
    ["a=b?c&d=e", "a=b%3Fc&d=e"],
    ["?a=1&d=e", "%3Fa=1&d=e"],
    ["a=1&d=e?", "a=1&d=e%3F"],
  ])("signs the whole of a query that contains a question mark: %s", async (query, sent) => {
    const service = memoryTransport(() => ({ body: {} }));
    await session(service).get(`${resource}?${query}`);
    const parameters = service.requests[0]?.url
      .split("?")[1]
      ?.split("&")
      .filter((pair) => !pair.startsWith("email="));
    expect(parameters?.toSorted()).toEqual(sent.split("&").toSorted());
  });

  it("refuses a path outside the server's own", async () => {
    const service = memoryTransport();
    const call = session(service, `${url}/prefix`).get(`${url}/elsewhere`);
    await expect(call).rejects.toMatchObject({ code: "RESOURCE_MISMATCH" });
    expect(service.requests).toHaveLength(0);
  });

  it("does not sign the target of a redirect", async () => {
    const service = memoryTransport(({ url: asked }) =>
      asked.includes("/target") ? { body: {} } : { status: 302, headers: { location: "/target" } },
    );
    const call = session(service).get(resource, { authOptions: { resource } });
    await expect(call).rejects.toMatchObject({ code: "RESOURCE_MISMATCH" });
    expect(service.requests).toHaveLength(1);
  });

  it("uploads a file in a signed form of known length", async () => {
    await using emulator = await startEmulator({ vigiles: { users: [{ email, key }] } });
    using files = scratch();
    const sbom = JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      components: [{ type: "library", name: "é", version: "1" }],
    });
    const auth = linuxLinkAuth({ email, key, url: emulator.http });
    await using calls = createSession({ auth, baseUrl: emulator.http });
    const form = { manifest: fileValue(files.write("sbom", sbom)), manifest_name: "a b" };
    const response = await calls.post("/api/v1/vigiles/manifests", { form });
    expect(await response.json()).toMatchObject({ manifest_token: expect.any(String) });
    const sent = emulator.requests[0];
    expect(sent?.headers["content-length"]).toBe(String(sent?.body.length));
    expect(new URLSearchParams(Buffer.from(sent?.body ?? []).toString()).get("manifest")).toBe(sbom);
  });
});
