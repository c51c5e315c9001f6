import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmulator } from "../../src/index.js";
import type { Emulator } from "../../src/index.js";
import { armorHosts, vigilesHosts } from "../../src/server/hosts.js";
import { send } from "../support/request.js";
import type { ReceivedResponse } from "../support/request.js";

let emulator: Emulator;
let ca: string;

beforeAll(async () => {
  emulator = await startEmulator();
  ca = await readFile(emulator.ca, "utf8");
});

afterAll(() => emulator.close());

/** Returns the service that sent a response: Armor sends its own `Server` header, Vigiles a JSON `status_code`. */
function serviceOf({ headers, text }: ReceivedResponse): string {
  if (headers.server === "Microsoft-HTTPAPI/2.0") return "armor";
  return text.includes('"status_code"') ? "vigiles" : "none";
}

const vigilesPath = "/api/v1/vigiles/about";

describe("over plain HTTP", () => {
  test.each(armorHosts)("%s is Armor, whatever the path", async (host) => {
    expect(serviceOf(await send(`${emulator.http}${vigilesPath}`, { host }))).toBe("armor");
    expect(serviceOf(await send(`${emulator.http}/me`, { host: `${host}:443` }))).toBe("armor");
  });

  test.each(vigilesHosts)("%s is Vigiles, whatever the path", async (host) => {
    expect(serviceOf(await send(`${emulator.http}/me`, { host }))).toBe("vigiles");
    expect(serviceOf(await send(`${emulator.http}${vigilesPath}`, { host: host.toUpperCase() }))).toBe("vigiles");
  });

  test.each(["127.0.0.1", "localhost", "localhost:8080"])("%s depends on the path", async (host) => {
    expect(serviceOf(await send(`${emulator.http}${vigilesPath}`, { host }))).toBe("vigiles");
    expect(serviceOf(await send(`${emulator.http}/me`, { host }))).toBe("armor");
    expect((await send(`${emulator.http}/__emulator/clock`, { host })).status).toBe(200);
  });

  test("a host that the emulator does not serve gets 421", async () => {
    expect((await send(`${emulator.http}/me`, { host: "example.com" })).status).toBe(421);
  });

  test.each(["api.armor.com", "vigiles.lynx.com"])("the control endpoint is not reached through %s", async (host) => {
    expect((await send(`${emulator.http}/__emulator/requests`, { host })).status).toBeGreaterThanOrEqual(400);
  });
});

describe("over HTTPS", () => {
  test.each([...armorHosts, ...vigilesHosts, "localhost"])("the certificate is valid for %s", async (servername) => {
    const expected = vigilesHosts.includes(servername) ? "vigiles" : "armor";
    expect(serviceOf(await send(`${emulator.https}/me`, { ca, servername, host: servername }))).toBe(expected);
  });

  test("the certificate is valid for the address", async () => {
    expect(serviceOf(await send(`${emulator.https}${vigilesPath}`, { ca }))).toBe("vigiles");
  });

  test("the server name decides if the Host header is the address", async () => {
    const response = await send(`${emulator.https}/me`, { ca, servername: "vigiles.lynx.com", host: "127.0.0.1" });
    expect(serviceOf(response)).toBe("vigiles");
  });

  test("a name that is not served fails the client's check", async () => {
    const sent = send(`${emulator.https}/me`, { ca, servername: "example.com" });
    await expect(sent).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  test("without the CA the certificate is not trusted", async () => {
    const sent = send(`${emulator.https}/me`, { servername: "api.armor.com" });
    await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/CERT|ISSUER|VERIFY/) });
  });
});
