import { isAffected } from "../scanner/version.js";
import { findVulnerability, vulnerabilities } from "../scanner/vulnerability.js";
import type { Vulnerability } from "../scanner/vulnerability.js";
import { cveRecord, pick } from "../responses/cve-record.js";
import type { Call, Route } from "../http/route.js";
import { dateText } from "../timestamps.js";
import { decide } from "../operations/set-status.js";
import { findManifest } from "../store/find.js";
import { Refusal } from "../errors.js";
import { findDecision } from "../store/reports.js";

/** The vulnerability database, and what was decided about its entries. */
export const cveRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/cves", handle: search },
  { method: "GET", path: "/vigiles/cves/:id", handle: info },
  { method: "POST", path: "/vigiles/cves/:id/vuln-status", handle: setStatus },
  { method: "GET", path: "/vigiles/cves/:id/vuln-status", handle: readStatus },
];

/** Without a version, the vulnerabilities of any. */
function search({ params }: Call): object {
  const product = params.required("product").toLowerCase();
  const version = params.text("version");
  const found = vulnerabilities.filter(
    ({ packages, ranges }) => packages.includes(product) && (version === undefined || isAffected(version, ranges)),
  );
  if (params.flag("ids_only")) return found.map(({ id }) => id);
  return Object.fromEntries(found.map(({ id, description }) => [id, description]));
}

function info({ params, segment }: Call): object {
  return pick(cveRecord(findCve(segment("id"))), params.list("fields"));
}

function setStatus({ params, state, user, segment }: Call): object {
  const { id } = findCve(segment("id"));
  return decide(state, params, id, user.email);
}

function readStatus({ params, state, segment }: Call): object {
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
    date: decision === undefined ? null : dateText(decision.setMs),
  };
}

function findCve(id: string): Vulnerability {
  const found = findVulnerability(id);
  if (found === undefined) throw new Refusal(404, `There is no CVE ${id}`);
  return found;
}
