import { ApiError } from "../errors.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { setStatus } from "../operations/set-status.js";
import { cveRecord, pickMembers } from "../responses/cve-record.js";
import { isAffected } from "../scanner/version.js";
import { findVulnerability, vulnerabilities } from "../scanner/vulnerability.js";
import type { Vulnerability } from "../scanner/vulnerability.js";
import { findManifest } from "../store/find.js";
import { findDecision } from "../store/reports.js";
import { formatTimestamp } from "../timestamps.js";

/** The operations on the vulnerability database and on the triage status of its entries. */
export const cveRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/cves", handle: search },
  { method: "GET", path: "/vigiles/cves/:id", handle: get },
  { method: "POST", path: "/vigiles/cves/:id/vuln-status", handle: updateStatus },
  { method: "GET", path: "/vigiles/cves/:id/vuln-status", handle: readStatus },
];

/** Finds the vulnerabilities of a product; without a version, those of all versions. */
function search({ params }: VigilesRequest): object {
  const product = params.required("product").toLowerCase();
  const version = params.text("version");
  const found = vulnerabilities.filter(
    ({ packages, ranges }) => packages.includes(product) && (version === undefined || isAffected(version, ranges)),
  );
  if (params.flag("ids_only")) return found.map(({ id }) => id);
  return Object.fromEntries(found.map(({ id, description }) => [id, description]));
}

function get({ params, segment }: VigilesRequest): object {
  return pickMembers(cveRecord(findCve(segment("id"))), params.list("fields"));
}

function updateStatus({ params, state, user, segment }: VigilesRequest): object {
  const { id } = findCve(segment("id"));
  return setStatus(state, params, id, user.email);
}

function readStatus({ params, state, segment }: VigilesRequest): object {
  const { id } = findCve(segment("id"));
  const manifest = findManifest(state, params.required("manifest_token"));
  const pkg = { name: params.required("package_name"), version: params.required("package_version") };
  const decision = findDecision(state, manifest, pkg, id);
  return {
    cve_id: id,
    package_name: pkg.name,
    package_version: pkg.version,
    manifest_token: manifest.token,
    status: decision?.status ?? null,
    justification: decision?.justification ?? null,
    justification_detail: decision?.justificationDetail ?? null,
    scope: decision?.scope ?? null,
    user: decision?.user ?? null,
    date: decision === undefined ? null : formatTimestamp(decision.setMs),
  };
}

function findCve(id: string): Vulnerability {
  const found = findVulnerability(id);
  if (found === undefined) throw new ApiError(404, `There is no CVE ${id}`);
  return found;
}
