import { describe, expect, it } from "vitest";
import {
  createSession,
  Secret,
  type AnyAuthScheme,
  type RequestOptions,
  type Session,
  type SessionOptions,
} from "../../src/index.js";
import { memoryTransport, type MemoryTransport } from "../../src/testing/index.js";
import { recordWarnings } from "../support/warnings.js";
import { signingScheme } from "../support/signing-scheme.js";

const metadata = "http://169.254.169.254";

function open(
  auth: AnyAuthScheme | false,
  options: SessionOptions = {},
): {
  readonly session: Session;
  readonly transport: MemoryTransport;
  readonly warnings: readonly string[];
} {
  const transport = memoryTransport(() => 200);
  const logger = recordWarnings();
  return { session: createSession({ auth, transport, logger, ...options }), transport, warnings: logger.lines };
}

const listing = (...origins: readonly string[]): AnyAuthScheme => signingScheme({ origins });

describe("an origin that a scheme lists with http://", () => {
  it.each([
    ["as it is", metadata],
    ["with its default port", `${metadata}:80`],
    ["in upper case", "HTTP://169.254.169.254"],
  ])("is reached by plain http: %s", async (_, origin) => {
    const { session, transport } = open(listing(origin));
    await session.get(`${metadata}/x`);
    expect(transport.requests.map(({ url }) => url)).toEqual([`${metadata}/x`]);
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("1");
  });

  it("gets the credential, and one warning in all calls", async () => {
    const { session, transport, warnings } = open(listing(metadata, "http://10.0.0.1:8080"));
    await session.get(`${metadata}/x`);
    await session.get(`${metadata}/y`);
    await session.extend({}).get(`${metadata}/y`);
    expect(transport.requests.map(({ headers }) => headers.get("x-proof"))).toEqual(["1", "1", "1"]);
    expect(warnings).toEqual([
      `Scheme signing sends requests and credentials to ${metadata} without encryption, since it lists that origin with http://`,
    ]);
    await session.get("http://10.0.0.1:8080/x");
    expect(warnings).toHaveLength(2);
  });

  it("may be the base URL", async () => {
    const { session, transport } = open(listing(metadata), { baseUrl: metadata });
    await session.get("/x");
    expect(transport.requests).toHaveLength(1);
  });

  it("may be among the hosts of the session or the call", async () => {
    const hosts = ["169.254.169.254"];
    for (const { session } of [open(listing(metadata), { hosts }), open(listing(metadata))]) {
      await expect(session.get(`${metadata}/x`, { hosts })).resolves.toMatchObject({ status: 200 });
      await expect(session.get(`${metadata}/x`)).resolves.toMatchObject({ status: 200 });
    }
  });

  it("may be redirected to itself", async () => {
    const transport = memoryTransport(({ url }) =>
      url.endsWith("/x") ? { status: 302, headers: { location: "/y" } } : 200,
    );
    const { session } = open(listing(metadata), { transport });
    await session.get(`${metadata}/x`);
    expect(transport.requests.map(({ url }) => url)).toEqual([`${metadata}/x`, `${metadata}/y`]);
  });

  it.each([
    ["by https", listing(metadata), "https://169.254.169.254/x", {}],
    ["at another port", listing(metadata), `${metadata}:8080/x`, {}],
    ["without the scheme", listing(metadata), `${metadata}/x`, { auth: false }],
    ["if only its https twin is listed", listing("https://169.254.169.254"), `${metadata}/x`, {}],
    ["if it is listed without a protocol", listing("169.254.169.254"), `${metadata}/x`, {}],
    ["if only the session's hosts have it", listing("https://a.example"), `${metadata}/x`, { hosts: [metadata] }],
    ["if the call's hosts leave it out", listing(metadata), `${metadata}/x`, { hosts: ["a.example"] }],
    ["by http to a host whose loopback is listed", listing("http://127.0.0.1:1"), `${metadata}/x`, {}],
  ] as const)("is not reached %s", async (_, auth, url, options) => {
    const { session, transport, warnings } = open(auth);
    await expect(session.get(url, options)).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(transport.requests).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("takes logins as well, with the same warning", async () => {
    const auth: AnyAuthScheme = {
      ...listing(metadata),
      loginOrigins: [metadata],
      async acquire({ send }) {
        await send(`${metadata}/token`);
        await expect(send("https://169.254.169.254/token")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
        return { value: new Secret("token") };
      },
    };
    const { session, transport, warnings } = open(auth);
    await session.get(`${metadata}/x`);
    expect(transport.requests.map(({ url }) => url)).toEqual([`${metadata}/token`, `${metadata}/x`]);
    expect(warnings).toHaveLength(1);
  });

  it("needs no warning on loopback", async () => {
    const { session, warnings } = open(listing("http://127.0.0.1:1234"));
    await session.get("http://127.0.0.1:1234/x");
    expect(warnings).toEqual([]);
  });
});

describe("allowHttp", () => {
  const device = "http://device.local:8080";
  const named: readonly (readonly [string, SessionOptions, RequestOptions])[] = [
    ["in hosts", { hosts: [device], allowHttp: true }, {}],
    ["in hosts, in upper case", { hosts: ["HTTP://DEVICE.local:8080"], allowHttp: true }, {}],
    ["in baseUrl", { baseUrl: device, allowHttp: true }, {}],
    ["in baseUrl, with its host in hosts", { baseUrl: device, hosts: ["device.local:8080"], allowHttp: true }, {}],
    ["in the hosts of the call", {}, { hosts: [device], allowHttp: true }],
    ["in the baseUrl of the call", {}, { baseUrl: device, allowHttp: true }],
    ["in the session's hosts, if the call allows it", { hosts: [device] }, { allowHttp: true }],
    ["in the call's hosts, if the session allows it", { allowHttp: true }, { hosts: [device] }],
  ];

  it.each(named)("lets an origin be reached that is named %s, with one warning", async (_, options, call) => {
    const { session, transport, warnings } = open(false, options);
    await session.get(`${device}/x`, call);
    await session.get(`${device}/x`, call);
    await session.extend({}).get(`${device}/x`, call);
    expect(transport.requests.map(({ url }) => url)).toEqual(Array(3).fill(`${device}/x`));
    const reason = "since allowHttp is set: anyone on the network path can read and change them";
    expect(warnings).toEqual([`Requests go to ${device} without encryption, ${reason}`]);
  });

  const refused: readonly (readonly [string, string, SessionOptions, RequestOptions])[] = [
    ["without allowHttp", `${device}/x`, { hosts: [device] }, {}],
    ["with allowHttp: false of the call", `${device}/x`, { hosts: [device], allowHttp: true }, { allowHttp: false }],
    ["that is not named", `${device}/x`, { allowHttp: true }, {}],
    ["that is named without http://", `${device}/x`, { hosts: ["device.local:8080"], allowHttp: true }, {}],
    ["that is named with https://", `${device}/x`, { hosts: ["https://device.local:8080"], allowHttp: true }, {}],
    ["at another port", "http://device.local/x", { hosts: [device], allowHttp: true }, {}],
    ["by https", "https://device.local:8080/x", { hosts: [device], allowHttp: true }, {}],
    ["in baseUrl that hosts leave out", `${device}/x`, { baseUrl: device, hosts: ["a.example"], allowHttp: true }, {}],
    ["that the call's hosts leave out", `${device}/x`, { hosts: [device], allowHttp: true }, { hosts: ["a.example"] }],
  ];

  it.each(refused)("lets no origin be reached %s", async (_, url, options, call) => {
    const { session, transport, warnings } = open(false, options);
    await expect(session.get(url, call)).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect([transport.requests, warnings]).toEqual([[], []]);
  });

  it("gives no credential of an https origin to plain http", async () => {
    const auth = listing("https://device.local:8080");
    const { session, transport, warnings } = open(auth, { hosts: [device], allowHttp: true });
    await session.get(`${device}/x`);
    expect(transport.requests[0]?.headers.has("x-proof")).toBe(false);
    expect(warnings).toEqual([expect.stringContaining("since allowHttp is set")]);
  });

  it("adds no warning to that of a scheme which lists the origin", async () => {
    const { session, transport, warnings } = open(listing(device), { baseUrl: device, allowHttp: true });
    await session.get("/x");
    expect(transport.requests[0]?.headers.get("x-proof")).toBe("1");
    expect(warnings).toEqual([expect.stringContaining("Scheme signing sends")]);
  });

  it("follows no redirect from https", async () => {
    const transport = memoryTransport(() => ({ status: 302, headers: { location: `${device}/y` } }));
    const { session } = open(false, { transport, hosts: [device, "a.example"], allowHttp: true });
    await expect(session.get("https://a.example/x")).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
  });
});
