import { isRecord } from "@org/http-core/authoring";
import { describe, expect, it } from "vitest";
import { createVigiles, type Vigiles } from "../../../src/index.js";
import { operationRows, type OptionKind } from "../../../src/client/operations/option-kinds.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { lastParams, testClient } from "../../support/test-client.js";

type Operation = (...args: unknown[]) => unknown;

function operationsOf(subject: object, place = ""): Map<string, Operation> {
  const found = new Map<string, Operation>();
  for (const [name, member] of Object.entries(subject) as [string, unknown][]) {
    if (typeof member === "function") found.set(place + name, member as Operation);
    else if (isRecord(member))
      for (const [below, operation] of operationsOf(member, `${place}${name}.`)) found.set(below, operation);
  }
  return found;
}

/** Calls an operation with one argument that stands for its tokens and names, and with options. */
async function call(vigiles: Vigiles, place: string, options: unknown): Promise<unknown> {
  const { position = 0 } = operationRows[place] ?? {};
  const word = /\.(?:move|copy)$/.test(place) ? ["token"] : "token";
  const result = await operationsOf(vigiles).get(place)?.(...Array<unknown>(position).fill(word), options);
  return isRecord(result) && typeof result["all"] === "function" ? (result["all"] as () => unknown)() : result;
}

/** A value that is wrong for every kind that is checked in one place. */
const wrongs = { text: [1, null, ["x"], {}], flag: ["yes", 1, null], callback: ["x", {}, null] } as const;

const rows = Object.entries(operationRows).flatMap(([place, { kinds }]) => {
  const all: Readonly<Record<string, OptionKind>> = { ...kinds, allowUnknown: "flag" };
  return Object.entries(all).flatMap(([name, kind]) => (kind === "checked" ? [] : [[place, name, kind] as const]));
});

describe("the options of operations", () => {
  it("are known for each operation", () => {
    const operations = operationsOf(createVigiles());
    expect(operations.size).toBeGreaterThan(40);
    expect([...operations.keys()].toSorted()).toStrictEqual(Object.keys(operationRows).toSorted());
  });

  it.each(Object.keys(operationRows))("of %s are refused if unknown, or no object", async (place) => {
    await using vigiles = testClient("http://localhost:1");
    await expect(call(vigiles, place, { grouptoken: 1 })).rejects.toMatchObject({
      code: "OPTION_UNKNOWN",
      message: expect.stringContaining(`Unknown ${place} option "grouptoken"`),
    });
    for (const options of [null, "text", [], 1]) {
      await expect(call(vigiles, place, options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    }
  });

  const addresses = Object.entries(operationRows).flatMap(([place, { kinds }]) =>
    Object.keys(kinds)
      .filter((name) => /(?:Tokens?|Email|vulnId)$/.test(name))
      .map((name) => [place, name] as const),
  );

  it.each(addresses)("of %s: an empty %s is refused, and nothing is sent", async (place, name) => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url);
    vigiles.groupToken = "G";
    const others = {
      packageName: "xz",
      packageVersion: "1",
      status: "resolved",
      role: "member",
      newRole: "member",
      vulnStrictMatch: "on",
    };
    const known = Object.keys(operationRows[place]?.kinds ?? {});
    const given = Object.entries(others).filter(([other]) => known.includes(other));
    const scope = name.startsWith("group") ? "group" : "manifest";
    const options = { ...Object.fromEntries(given), ...(known.includes("scope") && { scope }), [name]: "" };
    await expect(call(vigiles, place, options)).rejects.toMatchObject({
      code: expect.stringMatching(/^TOKEN_(?:INVALID|MISSING)$/),
      message: expect.stringContaining(name),
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each(rows)("of %s: %s is a %s, and nothing else", async (place, name, kind) => {
    await using vigiles = testClient("http://localhost:1");
    for (const value of wrongs[kind]) {
      await expect(call(vigiles, place, { [name]: value })).rejects.toMatchObject({
        code: "OPTION_INVALID",
        message: expect.stringContaining(name),
      });
    }
  });

  it.each<[string, string, object]>([
    ["INPUT_INVALID", "manifests.upload", { bytes: "text" }],
    ["INPUT_INVALID", "manifests.upload", { text: "x", kernelConfig: "path" }],
    ["VALUE_INVALID", "manifests.upload", { text: "x", ecosystems: 5 }],
    ["VALUE_INVALID", "manifests.upload", { text: "x", ecosystems: [5] }],
    ["VALUE_INVALID", "manifests.upload", { text: "x", extraFields: "impact" }],
    ["VALUE_INVALID", "manifests.upload", { text: "x", exportFormat: 5 }],
    ["TOKEN_INVALID", "manifests.list", { groupToken: null }],
    ["TOKEN_INVALID", "manifests.list", { folderToken: 5 }],
    ["VALUE_INVALID", "manifests.setCustomScore", { productName: 5 }],
    ["VALUE_INVALID", "reports.download", { format: {} }],
    ["VALUE_INVALID", "reports.download", {}],
    ["VALUE_INVALID", "groups.members.add", { memberEmail: "a@b", role: 5 }],
    ["TOKEN_INVALID", "groups.members.add", { memberEmail: 5, role: "x" }],
    ["VALUE_INVALID", "groups.settings.update", { vulnIdentifiers: "CPE" }],
    ["OPTION_INVALID", "jobs.wait", { intervalMs: "5" }],
    ["VALUE_INVALID", "cves.info", { fields: 5 }],
    ["VALUE_INVALID", "cves.setStatus", { scope: "all", packageName: "p" }],
    ["VALUE_INVALID", "cves.setStatus", { packageName: "p", status: "resolved" }],
    ["VALUE_INVALID", "cves.setStatus", { scope: "all", packageName: "p", status: null }],
    [
      "TOKEN_INVALID",
      "cves.setStatus",
      { scope: "manifest", packageName: "p", status: "resolved", manifestTokens: "x" },
    ],
  ])("are refused with %s by %s: %j", async (code, place, options) => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url);
    await expect(call(vigiles, place, options)).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(0);
  });

  it.each(["manifests.upload", "manifests.move", "manifests.setCustomScore", "cves.setStatus", "cves.status"])(
    "are missed by a typed error in %s",
    async (place) => {
      await using vigiles = testClient("http://localhost:1");
      const error: unknown = await call(vigiles, place, undefined).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: expect.stringMatching(/_(?:INVALID|MISSING)$/) });
    },
  );
});

describe("the edition products", () => {
  it.each<[string, object]>([
    ["reports.compare", { removeNotAffected: true }],
    ["folders.list", { archivedOnly: true }],
    ["folders.list", { folderToken: "F-1" }],
  ])("says that %s can't have %j, instead of ignoring it", async (place, options) => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url, { edition: "products" });
    const [tokens, position] = place === "reports.compare" ? [["one", "two"], 2] : [[], 0];
    expect(operationRows[place]?.position).toBe(position);
    const operation = operationsOf(vigiles).get(place);
    const result = operation?.(...tokens, options) as Promise<unknown> & { all?(): Promise<unknown> };
    await expect(result.all?.() ?? result).rejects.toMatchObject({ code: "EDITION_MISMATCH" });
    expect(server.requests).toHaveLength(0);
  });
});

describe("ids and addresses of others", () => {
  it.each(["ALSA-2022:1234", "RHSA-2020:0001", "CVE-2014-0160", "GHSA-jfh8-c2jp-5v3q"])(
    "take the id %s",
    async (id) => {
      await using server = await loopback(plainService);
      await using vigiles = testClient(server.url);
      await vigiles.cves.info(id);
      expect(server.requests.at(-1)?.path).toBe(`/api/v1/vigiles/cves/${id}`);
      await vigiles.groups.activityLog({ groupToken: "g", vulnId: id }).all();
      expect(lastParams(server.requests)).toMatchObject({ vuln_id: id });
    },
  );

  it.each(["jürgen@müller.example", "用户@例子.example", "u\u0308@x.example"])(
    "take the address %s",
    async (memberEmail) => {
      await using server = await loopback(plainService);
      await using vigiles = testClient(server.url);
      await vigiles.groups.members.remove("g", { memberEmail });
      expect(decodeURIComponent(server.requests.at(-1)?.path ?? "")).toMatch(
        new RegExp(`/g/members/${memberEmail}$`, "u"),
      );
    },
  );

  it.each(["a/b@c", "a?b@c", "a#b@c", "a%2fb@c", "a\u202eb@c", "a b@c", "a@b@c", "@c", "a@", "a:b@c"])(
    "refuse the address %j",
    async (memberEmail) => {
      await using vigiles = testClient("http://localhost:1");
      await expect(vigiles.groups.members.remove("g", { memberEmail })).rejects.toMatchObject({
        code: "TOKEN_INVALID",
      });
    },
  );
});

describe("an upload without a group", () => {
  it.each([
    [{}, {}, ["Private Workspace"]],
    [{ folderToken: "F" }, {}, ["Private Workspace", "folder and subfolder"]],
    [{ subfolderName: "s" }, {}, ["Private Workspace", "folder and subfolder"]],
    [{ groupToken: "G", subfolderName: "s" }, {}, []],
    [{}, { edition: "products" }, ["No product"]],
    [{ productToken: "P" }, { edition: "products" }, []],
  ] as const)("%j warns where it goes (%j)", async (options, client, warnings) => {
    await using server = await loopback(plainService);
    const lines: string[] = [];
    const ignore = (): void => {};
    const logger = { debug: ignore, info: ignore, error: ignore, warn: (line: string) => void lines.push(line) };
    await using vigiles = testClient(server.url, { ...client, logger });
    await vigiles.manifests.upload({ text: "x", ...options });
    expect(lines).toStrictEqual(warnings.map((text) => expect.stringContaining(text) as string));
  });
});
