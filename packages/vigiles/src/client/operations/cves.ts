import { VigilesError } from "../../errors.js";
import type { Api, CallControl } from "../api/api.js";
import { checkChoice, checkChoices, checkText, type Leniency } from "../validation/choices.js";
import { checkToken, checkTokens } from "../validation/tokens.js";
import { cveFields, type CveField } from "../enums/cve-fields.js";
import type { Open } from "../enums/open-enum.js";
import {
  justifications,
  scopes,
  vulnerabilityStatuses,
  type Justification,
  type Scope,
  type VulnerabilityStatus,
} from "../enums/vulnerability-status.js";

/** Which CVEs of a product. */
export interface SearchCvesOptions extends CallControl {
  /** Default: any. */
  readonly version?: string | undefined;
}

/** Which fields of a CVE. */
export interface CveInfoOptions extends CallControl, Leniency {
  readonly fields?: readonly Open<CveField>[] | undefined;
}

/** A decision about a CVE in a package, and where it holds. */
export interface SetStatusOptions extends CallControl, Leniency {
  readonly scope: Open<Scope>;
  readonly packageName: string;
  readonly status: Open<VulnerabilityStatus>;
  readonly justification?: Open<Justification> | undefined;
  readonly justificationDetail?: string | undefined;
  readonly packageVersion?: string | undefined;
  /** With scope `manifest`. */
  readonly manifestTokens?: readonly string[] | undefined;
  /** With scope `group`; default: the configured group. */
  readonly groupTokens?: readonly string[] | undefined;
}

/** Of which package in which manifest a status is read. */
export interface GetStatusOptions extends CallControl {
  readonly packageName: string;
  readonly packageVersion: string;
  readonly manifestToken: string;
}

/** Operations on CVEs. `setStatus` and `status` exist in the groups edition only. */
export interface Cves {
  /** CVE ids with their descriptions. */
  search(cpeProduct: string, options?: SearchCvesOptions): Promise<Readonly<Record<string, string>>>;
  /** CVE ids alone. */
  searchIds(cpeProduct: string, options?: SearchCvesOptions): Promise<string[]>;
  /** @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID` */
  info(cveId: string, options?: CveInfoOptions): Promise<Readonly<Record<string, unknown>>>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `VALUE_INVALID`, `EDITION_MISMATCH` */
  setStatus(cveId: string, options: SetStatusOptions): Promise<unknown>;
  /** @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `EDITION_MISMATCH` */
  status(cveId: string, options: GetStatusOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** @param api - what the operations call */
export function cveOperations(api: Api): Cves {
  const searchCall = (cpeProduct: string, idsOnly: boolean, options: SearchCvesOptions) => ({
    method: "GET" as const,
    path: "/cves",
    params: { product: checkText("cpeProduct", cpeProduct), version: options.version ?? "", ids_only: idsOnly },
    control: options,
  });
  return {
    search: async (cpeProduct, options = {}) => api.object(searchCall(cpeProduct, false, options)),
    searchIds: async (cpeProduct, options = {}) => api.list<string>(searchCall(cpeProduct, true, options)),
    async info(cveId, options = {}) {
      const params = { fields: checkChoices("fields", options.fields, cveFields, options) };
      return api.object({ method: "GET", path: `/cves/${checkToken("cveId", cveId)}`, params, control: options });
    },
    setStatus: (cveId, options) => setStatus(api, cveId, options),
    async status(cveId, options) {
      await api.need("groups", "cves.status");
      const params = {
        manifest_token: checkToken("manifestToken", options.manifestToken),
        package_name: checkText("packageName", options.packageName),
        package_version: checkText("packageVersion", options.packageVersion),
      };
      return api.object({ method: "GET", path: statusPath(cveId), params, control: options });
    },
  };
}

async function setStatus(api: Api, cveId: string, options: SetStatusOptions): Promise<unknown> {
  await api.need("groups", "cves.setStatus");
  const { scope, manifestTokens, groupTokens } = options;
  checkScope(options);
  const configured = scope === "group" && groupTokens === undefined ? (await api.place()).top : undefined;
  const groups = groupTokens ?? (configured === undefined ? undefined : [configured]);
  const params = {
    scope: checkChoice("scope", scope, scopes, options),
    package: checkText("packageName", options.packageName),
    status: checkChoice("status", options.status, vulnerabilityStatuses, options),
    justification: checkChoice("justification", options.justification, justifications, options),
    package_version: options.packageVersion || undefined,
    justification_detail: options.justificationDetail || undefined,
    manifest_tokens: manifestTokens && checkTokens("manifestTokens", manifestTokens),
    group_tokens: groups && checkTokens("groupTokens", groups),
  };
  return api.json({ method: "POST", path: statusPath(cveId), params, control: options });
}

/** Tokens of another scope would be ignored by the service: somebody meant something else. */
function checkScope({ scope, manifestTokens, groupTokens }: SetStatusOptions): void {
  if (manifestTokens !== undefined && scope !== "manifest") {
    throw new VigilesError("VALUE_INVALID", `manifestTokens need scope "manifest", not ${JSON.stringify(scope)}`);
  }
  if (groupTokens !== undefined && scope !== "group") {
    throw new VigilesError("VALUE_INVALID", `groupTokens need scope "group", not ${JSON.stringify(scope)}`);
  }
  if (scope === "manifest" && (manifestTokens?.length ?? 0) === 0) {
    throw new VigilesError("TOKEN_MISSING", 'scope "manifest" needs manifestTokens: the SBOMs that are meant');
  }
}

function statusPath(cveId: string): string {
  return `/cves/${checkToken("cveId", cveId)}/vuln-status`;
}
