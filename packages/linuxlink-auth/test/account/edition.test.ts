import { describe, expect, it } from "vitest";
import { editions, resolveEdition, type Edition, type EditionHints } from "../../src/index.js";
import { thrownBy } from "../support/errors.js";

const groupsHints = { isKeyFileForGroups: true, isConfigForGroups: true };

describe("the edition is found out", () => {
  it.each<[string, EditionHints, Edition]>([
    ["by default", {}, "products"],
    ["from the caller", { edition: "products", env: { VIGILES_EDITION: "groups" }, ...groupsHints }, "products"],
    ["from the environment", { env: { VIGILES_EDITION: "products" }, url: "https://vigiles.lynx.com" }, "products"],
    ["as if an empty variable were unset", { env: { VIGILES_EDITION: "" } }, "products"],
    ["from a variable with a carriage return", { env: { VIGILES_EDITION: "groups\r" } }, "groups"],
    ["from LinuxLink's server", { url: "https://linuxlink.timesys.com/x", ...groupsHints }, "products"],
    ["from Vigiles' server", { url: "https://vigiles.lynx.com" }, "groups"],
    ["from the key file beside an unknown server", { url: "https://h.example", isKeyFileForGroups: true }, "groups"],
    ["from the dashboard config", { isConfigForGroups: true }, "groups"],
    ["by default beside an unknown server", { url: "https://vigiles.lynx.com.evil.example" }, "products"],
  ])("%s", (_, hints, expected) => {
    expect(resolveEdition({ env: {}, ...hints })).toBe(expected);
  });

  it("refuses an unknown name, and says where it was given", () => {
    expect(thrownBy(() => resolveEdition({ edition: "group" as Edition }))).toMatchObject({
      code: "EDITION_INVALID",
      field: "edition",
    });
    const error = thrownBy(() => resolveEdition({ env: { VIGILES_EDITION: "Groups" } }));
    expect(error).toMatchObject({ code: "EDITION_INVALID", field: "VIGILES_EDITION" });
  });

  it("differs in server, heartbeat and token name", () => {
    expect(editions).toEqual({
      products: {
        server: "https://linuxlink.timesys.com",
        heartbeatResource: "/api/v1/heartbeat",
        tokenName: "product_token",
      },
      groups: {
        server: "https://vigiles.lynx.com",
        heartbeatResource: "/api/v1/vigiles/heartbeat",
        tokenName: "group_token",
      },
    });
  });
});
