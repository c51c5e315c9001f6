import { memoryTransport } from "@org/http-core/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { V1Service } from "./support/v1-service.js";

describe("the real hosts", () => {
  const sent: { url: string; authorization: string | null; account: string | null }[] = [];
  const transport = memoryTransport(({ url, headers }) => {
    sent.push({ url, authorization: headers.get("authorization"), account: headers.get("x-account-context") });
    if (url.endsWith("/auth/authorize")) return { body: { code: "abc=", success: true } };
    if (url.endsWith("/auth/token")) return { body: { access_token: "f".repeat(32), expires_in: 15 } };
    if (url.endsWith("/me")) return { body: { accounts: [{ id: 7 }] } };
    return { body: {} };
  });
  let service: V1Service;
  beforeEach(async () => {
    service = await V1Service.start();
    sent.length = 0;
  });
  afterEach(() => service.stop());

  const withToken = [
    "https://api.armor.com/vms",
    "https://API.Armor.com:443/vms",
    "HTTPS://api.armor.com?x",
    "https://webhooks.api.secure-prod.services/x",
    "https://accounts.api.secure-prod.services/x",
    "/vms",
    "vms",
  ];
  it.each(withToken)("get the token: %s", async (url) => {
    const api = await service.api({ baseUrl: "https://api.armor.com", transport });
    await api.makeRequest(url);
    expect(sent.at(-1)).toMatchObject({ authorization: `FH-AUTH ${"f".repeat(32)}`, account: "7" });
  });

  it.each(["https://amp.armor.com/x", "https://sts.armor.com/adfs", "https://auth.armor.com/"])(
    "receive neither token nor account: %s",
    async (url) => {
      const api = await service.api({ baseUrl: "https://api.armor.com", transport });
      await api.makeRequest(url);
      expect(sent.at(-1)).toMatchObject({ authorization: null, account: null });
    },
  );

  const refused = [
    "https://google.com",
    "https://httpx.evil.example/api.armor.com/vms",
    "https://http:x@evil.example/api.armor.com/",
    "https://user@api.armor.com/",
    "http://api.armor.com/vms",
    "https://api.armor.com./vms",
    "https://api.armor.com:8443/vms",
    "https://api.armor.com.evil.example/",
    "https://evil.example/#api.armor.com",
    "https://evil.example\\@api.armor.com/",
    "https://api.armor.com\\.evil.example/",
    "https://api.armor.com/vms\n",
    "https://api.armor.com/\tvms",
    " https://api.armor.com/vms",
    "https:/api.armor.com/vms",
    "https:api.armor.com/vms",
    "//evil.example/vms",
    "https://[::1]/",
    "https://аpi.armor.com/",
    "https://api%2earmor.com/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    `https://${"/".repeat(10_000)}\n\n`,
    `https://api.armor.com/${"/".repeat(10_000)}`,
  ];
  it.each(refused)("are not mistaken for %s", async (url) => {
    const api = await service.api({ baseUrl: "https://api.armor.com", transport });
    const before = sent.length;
    await expect(api.makeRequest(url)).rejects.toMatchObject({ code: expect.stringMatching(/^URL_/) });
    expect(sent).toHaveLength(before);
  });

  it("are extended by the option hosts", async () => {
    const hosts = ["new.api.secure-prod.services"];
    const api = await service.api({ baseUrl: "https://api.armor.com", transport, hosts });
    await api.makeRequest("https://new.api.secure-prod.services/x");
    expect(sent.at(-1)?.authorization).toBe(`FH-AUTH ${"f".repeat(32)}`);
  });
});
