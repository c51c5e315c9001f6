import { VigilesError } from "../../errors.js";
import type { Api, CallControl } from "../api/api.js";
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
import {
  checkChoice,
  checkChoices,
  checkRequiredChoice,
  checkText,
  type UnknownValueOptions,
} from "../validation/choices.js";
import { checkIfGiven, checkToken, checkTokens, checkVulnerabilityId } from "../validation/tokens.js";

/** Which CVEs of a product to search. */
export interface SearchCvesOptions extends CallControl {
  /** Version of the product. Default: any. */
  readonly version?: string | undefined;
}

/** Which fields of a CVE to return. */
export interface CveInfoOptions extends CallControl, UnknownValueOptions {
  /** Names of the fields. Default: the service's choice. */
  readonly fields?: readonly Open<CveField>[] | undefined;
}

/** The triage status of a CVE in a package, and where it applies. */
export interface SetStatusOptions extends CallControl, UnknownValueOptions {
  /** Where the status applies. */
  readonly scope: Open<Scope>;
  /** Name of the package. */
  readonly packageName: string;
  /** The new status. */
  readonly status: Open<VulnerabilityStatus>;
  /** Why the package is not affected. Default: none. */
  readonly justification?: Open<Justification> | undefined;
  /** Free text about the justification. Default: none. */
  readonly justificationDetail?: string | undefined;
  /** Version of the package. Default: all versions. */
  readonly packageVersion?: string | undefined;
  /** Tokens of the SBOMs. Required for scope `manifest`, refused for the others. */
  readonly manifestTokens?: readonly string[] | undefined;
  /** Tokens of the groups. Only for scope `group`. Default: the configured group. */
  readonly groupTokens?: readonly string[] | undefined;
}

/** The package and SBOM whose triage status is read. */
export interface GetStatusOptions extends CallControl {
  /** Name of the package. */
  readonly packageName: string;
  /** Version of the package. */
  readonly packageVersion: string;
  /** Token of the SBOM. */
  readonly manifestToken: string;
}

/** Operations on CVEs. */
export interface Cves {
  /**
   * Returns CVE ids with their descriptions.
   *
   * @param cpeProduct - the product's name in CPE, for example `openssl`
   * @throws VigilesError `VALUE_INVALID`
   */
  search(cpeProduct: string, options?: SearchCvesOptions): Promise<Readonly<Record<string, string>>>;
  /**
   * Returns CVE ids alone.
   *
   * @param cpeProduct - the product's name in CPE, for example `openssl`
   * @throws VigilesError `VALUE_INVALID`
   */
  searchIds(cpeProduct: string, options?: SearchCvesOptions): Promise<string[]>;
  /**
   * Returns fields of a CVE.
   *
   * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`
   */
  info(cveId: string, options?: CveInfoOptions): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Sets the triage status of a CVE. Only for the edition `groups`.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `VALUE_INVALID`, `EDITION_MISMATCH`
   */
  setStatus(cveId: string, options: SetStatusOptions): Promise<unknown>;
  /**
   * Returns the triage status of a CVE. Only for the edition `groups`.
   *
   * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `EDITION_MISMATCH`
   */
  status(cveId: string, options: GetStatusOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** Makes the operations on CVEs. */
export function cveOperations(api: Api): Cves {
  const searchCall = (cpeProduct: string, idsOnly: boolean, options: SearchCvesOptions) => ({
    method: "GET" as const,
    path: "/cves",
    params: { product: checkText("cpeProduct", cpeProduct), version: options.version ?? "", ids_only: idsOnly },
    control: options,
  });
  return {
    search: async (cpeProduct, options = {}) => api.requestObject(searchCall(cpeProduct, false, options)),
    searchIds: async (cpeProduct, options = {}) =>
      api.requestList<string>({ ...searchCall(cpeProduct, true, options), listOf: "texts" }),
    async info(cveId, options = {}) {
      const params = { fields: checkChoices("fields", options.fields, cveFields, options) };
      const path = `/cves/${checkVulnerabilityId("cveId", cveId)}`;
      return api.requestObject({ method: "GET", path, params, control: options });
    },
    setStatus: (cveId, options) => setStatus(api, cveId, options),
    async status(cveId, options) {
      await api.requireEdition("groups", "cves.status");
      const params = {
        manifest_token: checkToken("manifestToken", options.manifestToken),
        package_name: checkText("packageName", options.packageName),
        package_version: checkText("packageVersion", options.packageVersion),
      };
      return api.requestObject({ method: "GET", path: statusPath(cveId), params, control: options });
    },
  };
}

async function setStatus(api: Api, cveId: string, options: SetStatusOptions): Promise<unknown> {
  await api.requireEdition("groups", "cves.setStatus");
  checkScope(options);
  const { manifestTokens } = options;
  const groupTokens = await groupsOfScope(api, options);
  const params = {
    scope: checkRequiredChoice("scope", options.scope, scopes, options),
    package: checkText("packageName", options.packageName),
    status: checkRequiredChoice("status", options.status, vulnerabilityStatuses, options),
    justification: checkChoice("justification", options.justification, justifications, options),
    package_version: options.packageVersion || undefined,
    justification_detail: options.justificationDetail || undefined,
    manifest_tokens: checkIfGiven(checkTokens, "manifestTokens", manifestTokens),
    group_tokens: checkIfGiven(checkTokens, "groupTokens", groupTokens),
  };
  return api.requestJson({ method: "POST", path: statusPath(cveId), params, control: options });
}

async function groupsOfScope(api: Api, options: SetStatusOptions): Promise<readonly string[] | undefined> {
  if (options.scope !== "group" || options.groupTokens !== undefined) return options.groupTokens;
  const { groupOrProduct } = await api.location();
  return groupOrProduct === undefined ? undefined : [groupOrProduct];
}

/** The service ignores tokens of another scope, so the status would apply to another scope than the caller meant. */
function checkScope({ scope, manifestTokens, groupTokens }: SetStatusOptions): void {
  if (manifestTokens !== undefined && scope !== "manifest") {
    throw new VigilesError("VALUE_INVALID", `manifestTokens need scope "manifest", not ${JSON.stringify(scope)}`);
  }
  if (groupTokens !== undefined && scope !== "group") {
    throw new VigilesError("VALUE_INVALID", `groupTokens need scope "group", not ${JSON.stringify(scope)}`);
  }
  if (scope === "manifest" && (manifestTokens?.length ?? 0) === 0) {
    throw new VigilesError("TOKEN_MISSING", 'scope "manifest" needs manifestTokens, the tokens of the SBOMs');
  }
}

function statusPath(cveId: string): string {
  return `/cves/${checkVulnerabilityId("cveId", cveId)}/vuln-status`;
}
