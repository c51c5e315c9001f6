import { describe, expect, test } from "vitest";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import { call } from "../support/client.js";
import type { Values } from "../support/client.js";
import { serveVigiles } from "../support/service.js";
import type { Service } from "../support/service.js";

const components = [
  { name: "openssl", version: "1.0.1f" },
  { name: "xz", version: "5.6.0" },
];
const manifest = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components });

interface Uploaded {
  readonly manifest_token: string;
  readonly manifest_name: string;
  readonly group_token: string;
  readonly folder_token: string | null;
}

async function upload({ account }: Service, values: Values = {}): Promise<Uploaded & Record<string, unknown>> {
  const { status, json } = await call(account, "POST", "/manifests", { manifest, ...values });
  expect({ status, json: status === 200 || json }).toEqual({ status: 200, json: true });
  return json as Uploaded & Record<string, unknown>;
}

async function list({ account }: Service, values: Values = {}): Promise<readonly Uploaded[]> {
  return (await call(account, "GET", "/manifests", values)).json as Uploaded[];
}

describe("an upload goes", () => {
  test("to the Private Workspace without a group, even if a folder is named", async () => {
    await using service = await serveVigiles();
    const { group_token, folder_token } = await upload(service, { folder_token: "F-0", subfolder_name: "sub" });
    expect(folder_token).toBeNull();
    const groups = (await call(service.account, "GET", "/groups")).json as { name: string; token: string }[];
    expect(groups.find(({ token }) => token === group_token)?.name).toBe("Private Workspace");
  });

  test.each([["group_token"], ["product_token"]])("to the location that %s and folder_token name", async (name) => {
    await using service = await serveVigiles();
    expect(await upload(service, { [name]: "G-0" })).toMatchObject({ group_token: "G-0", folder_token: null });
    expect(await upload(service, { [name]: "G-0", folder_token: "F-0" })).toMatchObject({ folder_token: "F-0" });
    expect(await upload(service, { [name]: "G-0", folder_token: "", subfolder_name: "" })).toMatchObject({
      group_token: "G-0",
      product_token: "G-0",
      folder_token: null,
    });
  });

  test("to a subfolder, which is created once", async () => {
    await using service = await serveVigiles();
    const place = { group_token: "G-0", folder_token: "F-0", subfolder_name: "nightly" };
    const [first, second] = [await upload(service, place), await upload(service, place)];
    expect(first.folder_token).toBe(second.folder_token);
    const folders = (await call(service.account, "GET", "/folders", { folder_token: "F-0" })).json;
    expect(folders).toMatchObject([{ folder_name: "nightly", folder_token: first.folder_token, group_token: "G-0" }]);
  });
});

describe("an upload is rejected", () => {
  test.each<[string, Values, number]>([
    ["without a manifest", { manifest: "" }, 400],
    ["with a manifest that is no SBOM", { manifest: "{}" }, 412],
    ["to an unknown group", { group_token: "nowhere" }, 404],
    ["with an unknown export format", { export_format: "docx" }, 400],
  ])("%s", async (_name, values, status) => {
    await using service = await serveVigiles();
    const response = await call(service.account, "POST", "/manifests", { manifest, ...values });
    expect(response).toMatchObject({ status, json: { status_code: status, message: expect.any(String) } });
  });
});

test("an upload without a name gets the name in the document, or a new one", async () => {
  await using service = await serveVigiles();
  const named = JSON.stringify({ bomFormat: "CycloneDX", metadata: { component: { name: "image" } } });
  expect((await upload(service, { manifest: named })).manifest_name).toBe("image");
  expect((await upload(service, { manifest: named, manifest_name: "été" })).manifest_name).toBe("été");
  expect((await upload(service)).manifest_name).toMatch(/./);
});

test("tokens are opaque and safe in a path", async () => {
  await using service = await serveVigiles();
  const { manifest_token, report_path } = await upload(service);
  expect(manifest_token).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(report_path).toMatch(/^\/cves\/reports\/[\w-]+\.[\w-]+\.[\w-]+$/);
});

describe("lists", () => {
  test("by folder, by group, or all that the user may see", async () => {
    await using service = await serveVigiles();
    const inFolder = await upload(service, { group_token: "G-1", folder_token: "F-1" });
    const inGroup = await upload(service, { group_token: "G-1" });
    const inPrivate = await upload(service);
    const tokens = async (values: Values) => (await list(service, values)).map(({ manifest_token }) => manifest_token);
    expect(await tokens({ folder_token: "F-1" })).toEqual([inFolder.manifest_token]);
    expect(await tokens({ group_token: "G-1" })).toEqual([inFolder.manifest_token, inGroup.manifest_token]);
    expect(await tokens({})).toEqual(expect.arrayContaining([inPrivate.manifest_token, "manifest-token"]));
    const others = (await call(service.other, "GET", "/manifests")).json as Uploaded[];
    expect(others.map(({ manifest_token }) => manifest_token)).not.toContain(inPrivate.manifest_token);
  });

  test("show the name, the tokens and the date", async () => {
    await using service = await serveVigiles();
    const { manifest_token } = await upload(service, { group_token: "G-1", folder_token: "F-1", manifest_name: "n" });
    expect(await list(service, { folder_token: "F-1" })).toEqual([
      {
        manifest_name: "n",
        manifest_token,
        group_token: "G-1",
        product_token: "G-1",
        folder_token: "F-1",
        upload_date: "2026-01-02T03:04:05Z",
      },
    ]);
  });
});

describe("a manifest is read", () => {
  test("as it was uploaded, byte for byte, as data and as a file", async () => {
    await using service = await serveVigiles();
    const text = `${manifest}\r\n `;
    const { manifest_token } = await upload(service, { manifest: text });
    const info = await call(service.account, "GET", `/manifests/${manifest_token}`);
    expect(info.json).toMatchObject({ manifest_token, manifest_data: text });
    const file = await call(service.account, "GET", `/manifests/${manifest_token}`, { send_file: true });
    expect(file.bytes.toString("utf8")).toBe(text);
    expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"$/);
  });

  test.each([
    ["cyclonedx", "json", "1.5", "cyclonedx"],
    ["cyclonedx", "xml", "1.4", "cyclonedx"],
    ["spdx", "json", "2.3", "spdx"],
    ["spdx", "tag", "2.2", "spdx"],
    ["spdx-lite", "tag", "2.3", "spdx"],
    ["spdx", "json-ld", "3.0.1", "spdx"],
  ])("converted to %s as %s, version %s", async (sbom_format, file_format, sbom_version, format) => {
    await using service = await serveVigiles();
    const values = { send_file: true, sbom_format, file_format, sbom_version };
    const { bytes, status } = await call(service.account, "GET", "/manifests/manifest-token", values);
    expect(status).toBe(200);
    const read = readSbom(bytes.toString("utf8"));
    expect(read).toMatchObject({ format, version: sbom_version });
    expect(read.packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "openssl 1.0.1f",
      "xz 5.6.0",
      "zlib 1.2.11",
      "busybox 1.36.1",
    ]);
  });

  test("but not in an unsupported format", async () => {
    await using service = await serveVigiles();
    const response = await call(service.account, "GET", "/manifests/manifest-token", { sbom_format: "docx" });
    expect(response).toMatchObject({ status: 400, json: { message: expect.stringContaining("docx") } });
  });
});

describe("deleting", () => {
  test("needs a confirmation, and deletes the reports too", async () => {
    await using service = await serveVigiles();
    const asked = await call(service.account, "DELETE", "/manifests/manifest-token", { confirmed: false });
    expect(asked.json).toEqual({ success: false, message: expect.stringContaining("confirm") });
    expect((await call(service.account, "GET", "/manifests/manifest-token")).status).toBe(200);
    const deleted = await call(service.account, "DELETE", "/manifests/manifest-token", { confirmed: true });
    expect(deleted.json).toMatchObject({ success: true, message: expect.any(String) });
    expect((await call(service.account, "GET", "/manifests/manifest-token")).status).toBe(404);
    expect((await call(service.account, "GET", "/reports/rt", { format: "csv" })).status).toBe(404);
  });
});

describe("moving and copying", () => {
  const reports = async ({ account }: Service, token: string) =>
    ((await call(account, "GET", `/manifests/${token}/reports`)).json as { reports: unknown[] }).reports;

  test("moves to a group, with all reports or the latest one", async () => {
    await using service = await serveVigiles();
    const values = { sbom_tokens: ["m1", "m2"], copy: false, target_group_token: "G-5" };
    await call(service.account, "POST", "/manifests/bulk-options/move", { ...values, include_history: false });
    expect((await list(service, { group_token: "G-5" })).map((one) => one.manifest_token)).toEqual(["m1", "m2"]);
    expect(await reports(service, "m1")).toHaveLength(1);
    const all = { sbom_tokens: ["manifest-token"], copy: false, target_group_token: "G-5", include_history: true };
    await call(service.account, "POST", "/manifests/bulk-options/move", all);
    expect(await reports(service, "manifest-token")).toHaveLength(2);
  });

  test("copies to a folder and leaves the original", async () => {
    await using service = await serveVigiles();
    const values = { sbom_tokens: ["m1"], copy: true, include_history: true, target_folder_token: "F-5" };
    expect((await call(service.account, "POST", "/manifests/bulk-options/move", values)).status).toBe(200);
    const [copy] = await list(service, { folder_token: "F-5" });
    expect(copy).toMatchObject({ manifest_name: "m1", group_token: "G-5" });
    expect(copy?.manifest_token).not.toBe("m1");
    expect(await reports(service, copy?.manifest_token ?? "")).toHaveLength(2);
    expect((await list(service, { group_token: "G-0" })).map((one) => one.manifest_token)).toContain("m1");
  });

  test("needs a target", async () => {
    await using service = await serveVigiles();
    const response = await call(service.account, "POST", "/manifests/bulk-options/move", {
      sbom_tokens: ["m1"],
      copy: false,
    });
    expect(response.status).toBe(400);
  });
});

test("tens of megabytes of JSON arrive whole", { timeout: 120_000 }, async () => {
  await using service = await serveVigiles();
  const notes = `${JSON.stringify({ "key of a note": "value & text" })},`.repeat(600_000);
  const big = `{"bomFormat": "CycloneDX", "notes": [${notes}0]}`;
  expect(big.length).toBeGreaterThan(19_000_000);
  const { manifest_token } = await upload(service, { manifest: big, upload_only: true });
  const { bytes } = await call(service.account, "GET", `/manifests/${manifest_token}`, { send_file: true });
  expect(bytes.equals(Buffer.from(big))).toBe(true);
});
