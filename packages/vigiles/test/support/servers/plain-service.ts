import { gzipSync } from "node:zlib";
import type { TestResponse, SeenRequest } from "./loopback.js";

const tokens = { manifest_token: "m", group_token: "g", folder_token: "f" };

/** Responds to every operation in its documented shape, with as few members as possible. */
export function plainService({ method, path, params }: SeenRequest): TestResponse {
  const sent = new Map(params);
  if (sent.has("send_file")) return { body: fileOf(sent.get("file_format")) };
  if (sent.get("export_format") !== undefined) {
    return { body: { ...tokens, exported_report: gzipSync("exported").toString("base64") } };
  }
  if (path.endsWith("/heartbeat")) return { body: { ok: true } };
  const format = sent.get("format");
  if (format !== undefined && /\/reports\/[^/]+$/.test(path)) {
    return { body: reportFile(format, sent.get("sbom_format")) };
  }
  const lists = /\/(?:manifests|folders|groups|archived|products|activity_log)$/;
  const isList = (method === "GET" && lists.test(path)) || sent.get("ids_only") === "True";
  return { body: isList ? [] : { ...tokens, success: true, message: "done", status_code: 200 } };
}

function fileOf(syntax: string | undefined): string {
  if (syntax === "xml") return '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>';
  return syntax === "json" ? '{"bomFormat":"CycloneDX","@graph":[]}' : "SPDXVersion: SPDX-2.3\n";
}

function reportFile(format: string, syntax: string | undefined): string {
  if (format.startsWith("pdf")) return "%PDF-1.7\n";
  if (format.startsWith("spdx_3")) return fileOf("json");
  if (syntax !== undefined) return fileOf(syntax);
  return format === "xlsx" ? "PK\u0003\u0004" : "content";
}
