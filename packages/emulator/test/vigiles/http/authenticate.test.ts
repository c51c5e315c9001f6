import { describe, expect, test } from "vitest";
import { send } from "../../support/request.js";
import { signRequest } from "../support/client.js";
import type { Wire } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

const path = "/api/v1/vigiles/heartbeat";

test("each user's signature is accepted at both paths of the heartbeat", async () => {
  await using service = await serveVigiles();
  for (const account of [service.account, service.other]) {
    for (const one of [path, "/api/v1/heartbeat"]) {
      expect((await send(account.url, signRequest(account, { method: "POST", path: one }))).json).toEqual({ ok: true });
    }
  }
});

describe("rejected with 403 and the reason", () => {
  test.each<[string, (wire: Wire) => Wire, RegExp]>([
    ["a request without a signature", (wire) => without(wire, "x-auth-signature"), /X-Auth-Signature/],
    ["a request without an email", (wire) => ({ ...wire, body: "a=b" }), /"email" is missing/],
    ["an unknown email", (wire) => ({ ...wire, body: "email=nobody%40example.com" }), /nobody@example.com/],
    ["a parameter added later", (wire) => ({ ...wire, body: `${wire.body}&a=b` }), /signature does not match/],
    ["another path", (wire) => ({ ...wire, target: "/api/v1/heartbeat" }), /signature does not match/],
  ])("%s", async (_name, change, reason) => {
    await using service = await serveVigiles();
    const response = await send(service.account.url, change(signRequest(service.account, { method: "POST", path })));
    expect(response).toMatchObject({ status: 403, json: { status_code: 403, message: expect.stringMatching(reason) } });
  });

  test("another user's signature", async () => {
    await using service = await serveVigiles();
    const { account, other } = service;
    const response = await send(account.url, signRequest({ ...other, email: account.email }, { method: "POST", path }));
    expect(response.status).toBe(403);
  });
});

function without({ headers, ...wire }: Wire, name: string): Wire {
  return { ...wire, headers: Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name)) };
}

describe("a path is verified as it was signed", () => {
  test.each([
    ["raw", "/api/v1/vigiles/groups/a%2Fb", "/api/v1/vigiles/groups/a%2Fb"],
    ["decoded", "/api/v1/vigiles/groups/my%20group", "/api/v1/vigiles/groups/my group"],
  ])("%s", async (_name, sent, resource) => {
    await using service = await serveVigiles();
    const response = await send(
      service.account.url,
      signRequest(service.account, { method: "GET", path: sent, signedPath: resource }),
    );
    expect(response).toMatchObject({ status: 404, json: { status_code: 404 } });
  });
});

describe("what does not exist", () => {
  test.each([
    ["an unknown URL", "GET", "/api/v1/vigiles/nothing", 404],
    ["an unknown URL outside the service", "GET", "/api/v1/cves/reports/yocto/", 404],
    ["a URL that has other methods", "DELETE", "/api/v1/vigiles/manifests", 405],
    ["a URL with a token that has other methods", "PUT", "/api/v1/vigiles/groups/G-8", 405],
  ])("%s", async (_name, method, target, status) => {
    await using service = await serveVigiles();
    const response = await send(service.account.url, signRequest(service.account, { method, path: target }));
    expect(response).toMatchObject({ status, json: { status_code: status, message: expect.any(String) } });
    expect((await send(service.account.url, { method, target, headers: {} })).status).toBe(403);
  });
});

test("a POST body that is not a form is rejected with 400", async () => {
  await using service = await serveVigiles();
  const headers = { "content-type": "application/json" };
  const response = await send(service.account.url, { method: "POST", target: path, headers, body: "{}" });
  expect(response).toMatchObject({ status: 400, json: { status_code: 400, message: expect.stringMatching(/form/) } });
});
