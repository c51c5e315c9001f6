import type { LinuxLinkParams } from "@org/linuxlink-auth";
import type { Api, CallControl } from "../../api/api.js";
import { followJob, type BackgroundOptions } from "./background-scan.js";
import { checkChoice, checkChoices, type Leniency } from "../../validation/choices.js";
import { ecosystemList } from "../../validation/ecosystems.js";
import { exportedReport } from "./exported-report.js";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { checkOutputPath } from "../../../files/output-path.js";
import { inputValue, type TextInput } from "../../../files/text-input.js";
import type { PlaceTokens } from "../../configuration/choose-location-tokens.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { extraFields, type ExtraField } from "../../enums/cve-fields.js";
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

/** An SBOM, and what to do with it. */
export type UploadOptions = TextInput &
  CallControl &
  Leniency &
  PlaceTokens &
  BackgroundOptions & {
    readonly manifestName?: string | undefined;
    readonly kernelConfig?: TextInput | undefined;
    readonly ubootConfig?: TextInput | undefined;
    /** Made or reused below the place of the upload. */
    readonly subfolderName?: string | undefined;
    /** All filters of the web pages, rather than those of the kernel and U-Boot configs alone. Default false. */
    readonly filterResults?: boolean | undefined;
    /** No scan. Default false. */
    readonly uploadOnly?: boolean | undefined;
    readonly extraFields?: readonly Open<ExtraField>[] | undefined;
    /** Names, or `all`; unknown ones are left out with a warning. */
    readonly ecosystems?: readonly string[] | string | undefined;
    readonly subscribe?: Open<Subscription> | undefined;
    readonly exportFormat?: Open<ReportFormat> | undefined;
    /** Where the exported report is written, exactly as named. Without it the result has `exportedReport`. */
    readonly exportPath?: string | undefined;
    /** Default with a CycloneDX export: the service's. */
    readonly cyclonedxFormat?: Open<CyclonedxFormat> | undefined;
    readonly cyclonedxVersion?: Open<CyclonedxVersion> | undefined;
  };

/** What an upload answers. */
export interface UploadResult extends ScanResult {
  /** The exported report, where it was not written to a file. */
  readonly exportedReport?: Uint8Array;
}

/**
 * Uploads an SBOM. Everything that can be checked is checked before it is sent.
 *
 * @param api - what is called
 * @param options - the SBOM and what to do with it
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`, `VALUE_INVALID`, `TOKEN_INVALID`, `OUTPUT_INVALID`,
 * `ANSWER_INVALID`, `JOB_FAILED`, `JOB_TIMEOUT`
 */
export async function upload(api: Api, options: UploadOptions): Promise<UploadResult> {
  checkExport(options);
  const params = await uploadParams(api, options);
  if (options.exportPath !== undefined) await checkOutputPath(options.exportPath);
  const call = { method: "POST", path: "/manifests", params, control: options } as const;
  const answer = await api.object<ScanResult>(call);
  if (api.isDryRun()) return answer;
  if (options.exportFormat !== undefined) return withExport(answer, options.exportPath);
  return options.background ? followJob(api, answer, options.uploadOnly ?? false, options) : answer;
}

async function uploadParams(api: Api, options: UploadOptions): Promise<LinuxLinkParams> {
  const { manifestName, subfolderName, kernelConfig, ubootConfig, exportFormat } = options;
  checkChoices("extraFields", options.extraFields, extraFields, options);
  const cyclonedx = exportFormat?.startsWith("cyclonedx") ?? false;
  const place = await api.place(options);
  return {
    manifest: await inputValue(options, "SBOM"),
    filter_results: options.filterResults ?? false,
    upload_only: options.uploadOnly ?? false,
    async: options.background ? true : undefined,
    kernel_config: kernelConfig && (await inputValue(kernelConfig, "kernel config")),
    manifest_name: manifestName,
    uboot_config: ubootConfig && (await inputValue(ubootConfig, "U-Boot config")),
    subfolder_name: subfolderName,
    with_field: options.extraFields,
    ecosystems: ecosystemList(options.ecosystems, (message) => api.warn(message), options.allowUnknown),
    subscribe: checkChoice("subscribe", options.subscribe, subscriptions, options),
    folder_token: place.folder,
    [await api.topName()]: place.top,
    export_format: exportFormat,
    cyclonedx_format: cyclonedx ? options.cyclonedxFormat : undefined,
    cyclonedx_version: cyclonedx ? options.cyclonedxVersion : undefined,
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

async function withExport(answer: ScanResult, path: string | undefined): Promise<UploadResult> {
  const bytes = await exportedReport(answer);
  const { exported_report: _encoded, ...result } = answer;
  if (path === undefined) return { ...(result as ScanResult), exportedReport: bytes };
  await atomicWrite(path, bytes);
  return result as ScanResult;
}
