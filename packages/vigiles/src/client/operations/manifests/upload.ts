import type { LinuxLinkParams } from "@org/linuxlink-auth";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { modeLike } from "../../../files/output-mode.js";
import { checkOutputPath } from "../../../files/output-path.js";
import { refuseSharedPaths } from "../../../files/shared-paths.js";
import { inputValue, type TextInput } from "../../../files/text-input.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { Api } from "../../api/api.js";
import type { LocationTokens } from "../../configuration/choose-location-tokens.js";
import { extraFields } from "../../enums/cve-fields.js";
import {
  cyclonedxFormats,
  cyclonedxVersions,
  reportFormats,
  type CyclonedxFormat,
  type CyclonedxVersion,
  type ReportFormat,
} from "../../enums/export-formats.js";
import type { Open } from "../../enums/open-enum.js";
import { subscriptions, type Subscription } from "../../enums/subscriptions.js";
import { checkChoice, checkChoices } from "../../validation/choices.js";
import { ecosystemsParam } from "../../validation/ecosystems.js";
import { followJob, type BackgroundOptions } from "./background-scan.js";
import { exportedReport } from "./exported-report.js";
import type { ReportOptions } from "./latest-report.js";
import { warnOfPrivateWorkspace } from "./private-workspace.js";
import { scanCheck, withManifestToken } from "./scan-response.js";
import { isError } from "@org/http-core/authoring";

/** An SBOM, where it goes, and how it is scanned. */
export type UploadOptions = TextInput &
  ReportOptions &
  LocationTokens &
  BackgroundOptions & {
    /** Name of the SBOM. Default: the service's choice. */
    readonly manifestName?: string | undefined;
    /** The Linux kernel's config, by which its vulnerabilities are filtered. Default: none. */
    readonly kernelConfig?: TextInput | undefined;
    /** U-Boot's config, by which its vulnerabilities are filtered. Default: none. */
    readonly ubootConfig?: TextInput | undefined;
    /** Name of a folder below the location. It is created unless it exists. Default: none. */
    readonly subfolderName?: string | undefined;
    /** Uploads without a scan. Default `false`. */
    readonly uploadOnly?: boolean | undefined;
    /** Ecosystems to scan: names, or `all`. Unknown names are left out with a warning. Default: the service's choice. */
    readonly ecosystems?: readonly string[] | string | undefined;
    /** How often the service notifies the account of new vulnerabilities. Default: the service's choice. */
    readonly subscribe?: Open<Subscription> | undefined;
    /** Also returns the report in this format. Not with `background`. Default: no report. */
    readonly exportFormat?: Open<ReportFormat> | undefined;
    /** Path of the exported report. Default: the result has it as `exportedReport`. */
    readonly exportPath?: string | undefined;
    /** Syntax of a CycloneDX export. Default: the service's choice. */
    readonly cyclonedxFormat?: Open<CyclonedxFormat> | undefined;
    /** Version of a CycloneDX export. Default: the service's choice. */
    readonly cyclonedxVersion?: Open<CyclonedxVersion> | undefined;
  };

/** Result of an upload. */
export interface UploadResult extends ScanResult {
  /** The exported report, unless it was written to `exportPath`. */
  readonly exportedReport?: Uint8Array;
}

/**
 * Uploads an SBOM. Everything that can be checked is checked before it is sent.
 *
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`, `VALUE_INVALID`, `TOKEN_INVALID`, `OUTPUT_INVALID`,
 * `OUTPUT_FAILED`, `RESPONSE_INVALID`, `SERVER_REFUSED`, `JOB_FAILED`, `JOB_TIMEOUT`
 */
export async function upload(api: Api, options: UploadOptions): Promise<UploadResult> {
  checkExport(options);
  const call = { method: "POST", path: "/manifests", control: options } as const;
  const params = await api.withinTimeout(call, ({ signal }) => uploadParams(api, options, signal));
  await checkExportPath(options);
  const check = scanCheck({ mayBeJob: options.background, tokensOnly: options.uploadOnly });
  const result = await api.requestObject<ScanResult>({ ...call, params, check });
  if (api.isDryRun()) return result;
  if (options.exportFormat !== undefined) return unpackExport(result, options);
  return options.background ? followJob(api, result, options.uploadOnly ?? false, options) : result;
}

async function uploadParams(
  api: Api,
  options: UploadOptions,
  signal: AbortSignal | undefined,
): Promise<LinuxLinkParams> {
  const { manifestName, subfolderName, kernelConfig, ubootConfig, exportFormat } = options;
  checkChoices("extraFields", options.extraFields, extraFields, options);
  const isCyclonedx = exportFormat?.startsWith("cyclonedx") ?? false;
  const location = await api.location(options);
  warnOfPrivateWorkspace(api, location, subfolderName);
  return {
    manifest: await inputValue(options, "SBOM", signal),
    filter_results: options.filterResults ?? false,
    upload_only: options.uploadOnly ?? false,
    async: options.background ? true : undefined,
    kernel_config: kernelConfig && (await inputValue(kernelConfig, "kernel config", signal)),
    manifest_name: manifestName,
    uboot_config: ubootConfig && (await inputValue(ubootConfig, "U-Boot config", signal)),
    subfolder_name: subfolderName,
    with_field: options.extraFields,
    ecosystems: ecosystemsParam(options.ecosystems, (message) => api.warn(message), options.allowUnknown),
    subscribe: checkChoice("subscribe", options.subscribe, subscriptions, options),
    folder_token: location.folder,
    [location.paramName]: location.groupOrProduct,
    export_format: exportFormat,
    cyclonedx_format: isCyclonedx ? options.cyclonedxFormat : undefined,
    cyclonedx_version: isCyclonedx ? options.cyclonedxVersion : undefined,
  };
}

function checkExport(options: UploadOptions): void {
  const { exportFormat, exportPath, background } = options;
  checkChoice("exportFormat", exportFormat, reportFormats, options);
  checkChoice("cyclonedxFormat", options.cyclonedxFormat, cyclonedxFormats, options);
  checkChoice("cyclonedxVersion", options.cyclonedxVersion, cyclonedxVersions, options);
  if (exportPath !== undefined && exportFormat === undefined) {
    throw new VigilesError("VALUE_INVALID", "exportPath needs exportFormat; give both");
  }
  if (background && exportFormat !== undefined) {
    throw new VigilesError("VALUE_INVALID", "A background job exports nothing; leave out background or exportFormat");
  }
}

async function checkExportPath({ exportPath, file, kernelConfig, ubootConfig }: UploadOptions): Promise<void> {
  if (exportPath === undefined) return;
  await checkOutputPath(exportPath);
  const inputs = { "the SBOM": file, "the kernel config": kernelConfig?.file, "the U-Boot config": ubootConfig?.file };
  await refuseSharedPaths(
    [{ name: "exportPath", path: exportPath }],
    Object.entries(inputs).map(([name, path]) => ({ name, path })),
  );
}

async function unpackExport(result: ScanResult, { exportPath, file, signal }: UploadOptions): Promise<UploadResult> {
  const bytes = await exportedReport(result);
  const { exported_report: _encoded, ...rest } = result;
  if (exportPath === undefined) return { ...(rest as ScanResult), exportedReport: bytes };
  try {
    await atomicWrite(exportPath, bytes, { mode: await modeLike(file), signal });
  } catch (error) {
    throw isError(error) ? withManifestToken(error, result) : error;
  }
  return rest as ScanResult;
}
