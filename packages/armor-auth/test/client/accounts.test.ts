import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { V1Service } from "../support/v1-service.js";
import { collectWarnings } from "../support/warnings.js";
import { transports } from "../support/transports.js";

describe.each(transports)("the account over $name", ({ make }) => {
  let service: V1Service;
  const warnings: string[] = [];
  const logger = collectWarnings(warnings);
  beforeEach(async () => {
    service = await V1Service.start(make);
    warnings.length = 0;
  });
  afterEach(() => service.stop());

  const sentAccount = (): string | string[] | undefined =>
    service.server.to("GET /vms").at(-1)?.headers["x-account-context"];

  it.each([
    ["the first one", [{ id: 12 }, { id: 34 }], 12, 0],
    [
      "the first that is not cancelled",
      [
        { id: 12, status: "Cancelled" },
        { id: 34, status: "Claimed" },
      ],
      34,
      0,
    ],
    [
      "the first that is not inactive",
      [
        { id: 12, status: "Inactive" },
        { id: 34, status: "Pending" },
      ],
      34,
      0,
    ],
    ["the first, with a warning, where none is active", [{ id: 12, status: "Cancelled" }], 12, 1],
  ])("is %s when none is given", async (_, accounts, expected, warned) => {
    service.accounts = accounts;
    const api = await service.api({ logger });
    await api.makeRequest("/vms");
    expect(api.accountId).toBe(expected);
    expect(sentAccount()).toBe(String(expected));
    expect(warnings).toHaveLength(warned);
  });

  it.each([34, "34"])("is the one that is given (%j)", async (accountId) => {
    service.accounts = [{ id: 12 }, { id: 34, status: "Cancelled" }];
    const api = await service.api({ accountId });
    await api.session.get("/vms");
    expect(api.accountId).toBe(34);
    expect(sentAccount()).toBe("34");
  });

  it("must be one of the user's, and the error names those", async () => {
    service.accounts = [{ id: 12 }, { id: 34 }];
    const error = await service.failure({ accountId: 7 });
    expect(error).toMatchObject({ code: "ARMOR_ACCOUNT_UNKNOWN" });
    expect(String(error)).toContain("12, 34");
  });

  it("is named from at most twenty where the user has thousands", async () => {
    service.accounts = Array.from({ length: 10_000 }, (_, index) => ({ id: index + 1 }));
    const error = await service.failure({ accountId: 20_000 });
    expect(String(error)).toContain("18, 19, 20 and 9980 more");
  });

  it("must exist", async () => {
    service.accounts = [];
    await expect(service.api()).rejects.toMatchObject({ code: "ARMOR_NO_ACCOUNT" });
  });

  it.each([
    ["missing", undefined],
    ["null", null],
    ["an object", {}],
    ["a list of ids", [7]],
    ["with an id that is text", [{ id: "7" }]],
    ["with an id that is a fraction", [{ id: 7.5 }]],
    ["with an id of 0", [{ id: 0 }]],
    ["with an id beyond safe integers", [{ id: 2 ** 53 + 2 }]],
  ])("is refused where /me lists accounts %s", async (_, accounts) => {
    service.accounts = accounts;
    await expect(service.api()).rejects.toMatchObject({ code: "ARMOR_IDENTITY_INVALID" });
  });

  it("is listed as /me says, trimmed, each once", async () => {
    service.accounts = [
      {
        id: 12,
        name: "Main",
        status: "Claimed",
        currency: "USD       ",
        parent: -1,
        accountType: null,
        isSynced: true,
      },
      { id: 12, name: "Again" },
      { id: 34, name: "Sub", parent: 12 },
    ];
    const api = await service.api();
    expect(api.accounts).toEqual([
      { id: 12, name: "Main", status: "Claimed", currency: "USD", parent: -1 },
      { id: 34, name: "Sub", parent: 12 },
    ]);
  });

  it("can be several on one login", async () => {
    service.accounts = [{ id: 12 }, { id: 34 }];
    const api = await service.api();
    const other = api.withAccount("34");
    await Promise.all([api.makeRequest("/vms"), other.makeRequest("/vms"), api.withAccount(12).makeRequest("/vms")]);
    const sent = service.server.to("GET /vms").map(({ headers }) => headers["x-account-context"]);
    expect(sent.sort()).toEqual(["12", "12", "34"]);
    expect(service.passwordPosts).toBe(1);
    service.revoke();
    await Promise.all([api.makeRequest("/vms"), other.makeRequest("/vms")]);
    expect(service.passwordPosts).toBe(2);
  });

  it("is changed only to one of the user's", async () => {
    const api = await service.api();
    expect(() => api.withAccount(99)).toThrow("99");
    expect(() => api.withAccount("12\r\nX: y")).toThrow("accountId");
  });

  it("stays usable when the client for another account is closed", async () => {
    service.accounts = [{ id: 12 }, { id: 34 }];
    const api = await service.api();
    await api.withAccount(34).close();
    expect((await api.makeRequest("/vms")).status).toBe(200);
    await api.close();
    await expect(api.makeRequest("/vms")).rejects.toMatchObject({ code: "SESSION_CLOSED" });
  });

  it("may be named by a header for one request", async () => {
    const api = await service.api();
    await api.makeRequest("/vms", { headers: { "X-Account-Context": "77" } });
    expect(sentAccount()).toBe("77");
    await api.makeRequest("/vms");
    expect(sentAccount()).toBe("1234");
  });

  it.each([{ accountId: "7\r\nX: y" }, { accountId: -1 }, "1234"])(
    "is checked in authOptions too: %j",
    async (authOptions) => {
      const api = await service.api();
      await expect(api.session.get("/vms", { authOptions })).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect(service.server.to("GET /vms")).toHaveLength(0);
    },
  );
});
