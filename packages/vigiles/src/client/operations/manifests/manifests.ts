import type { LinuxLinkParams } from "@org/linuxlink-auth";
import type { WriteOptions } from "../../../files/atomic-write.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { Api, CallControl } from "../../api/api.js";
import { downloadOperations } from "../../api/download.js";
import { listing, type Listing } from "../../api/listing.js";
import { locationParam, type LocationTokens } from "../../configuration/choose-location-tokens.js";
import type { Open } from "../../enums/open-enum.js";
import {
  fileFormats,
  sbomFormats,
  sbomVersions,
  type FileFormat,
  type SbomFormat,
  type SbomVersion,
} from "../../enums/sbom-formats.js";
import { checkChoice, checkText, type UnknownValueOptions } from "../../validation/choices.js";
import { setCustomScore, type CustomScoreOptions } from "./custom-score.js";
import type { DeleteResult } from "./delete-result.js";
import { latestReport, type ReportOptions } from "./latest-report.js";
import { manifestPath, type Manifest, type ManifestInfo } from "./manifest.js";
import { rescan, type RescanOptions } from "./rescan.js";
import { transfer, type TransferOptions } from "./transfer.js";
import { upload, type UploadOptions, type UploadResult } from "./upload.js";

/** The format that an SBOM is converted to. Default: as it was uploaded. */
export interface ConversionOptions extends CallControl, UnknownValueOptions {
  /** Standard of the SBOM. */
  readonly sbomFormat?: Open<SbomFormat> | undefined;
  /** File format. */
  readonly fileFormat?: Open<FileFormat> | undefined;
  /** Version of the standard. */
  readonly sbomVersion?: Open<SbomVersion> | undefined;
}

/** Which SBOMs to list. Default: those of the configured folder, group or product. */
export interface ListManifestsOptions extends CallControl, LocationTokens {}

/** Operations on SBOMs, which the service calls manifests. All throw VigilesError `TOKEN_INVALID` for a bad token. */
export interface Manifests {
  /** Lists the SBOMs of a folder, otherwise of a group or product. */
  list(options?: ListManifestsOptions): Listing<Manifest>;
  /**
   * Returns the SBOMs of a location that have a name, the newest last. Use it to find out whether an upload without a
   * response succeeded.
   *
   * @throws VigilesError `VALUE_INVALID` for a blank name
   */
  findByName(manifestName: string, options?: ListManifestsOptions): Promise<Manifest[]>;
  /**
   * Returns an SBOM with its content.
   *
   * @throws VigilesError `VALUE_INVALID`
   */
  info(manifestToken: string, options?: ConversionOptions): Promise<ManifestInfo>;
  /**
   * Downloads an SBOM into memory. Without conversion these are the bytes that were uploaded.
   *
   * @throws VigilesError `VALUE_INVALID`, `RESPONSE_INVALID`
   */
  download(manifestToken: string, options?: ConversionOptions): Promise<Uint8Array>;
  /**
   * Downloads an SBOM as a stream, to be read once. Reading fails if the response is truncated.
   *
   * @throws VigilesError `VALUE_INVALID`
   */
  downloadStream(manifestToken: string, options?: ConversionOptions): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Downloads an SBOM into a file, which is written atomically.
   *
   * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`, and those of `download`
   */
  downloadFile(manifestToken: string, path: string, options?: ConversionOptions & WriteOptions): Promise<void>;
  /**
   * Uploads an SBOM and scans it.
   *
   * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`, `VALUE_INVALID`, `OUTPUT_INVALID`, `OUTPUT_FAILED`,
   * `RESPONSE_INVALID`, `JOB_FAILED`, `JOB_TIMEOUT`
   */
  upload(options: UploadOptions): Promise<UploadResult>;
  /**
   * Scans an SBOM again.
   *
   * @throws VigilesError `VALUE_INVALID`, `RESPONSE_INVALID`, `JOB_FAILED`, `JOB_TIMEOUT`
   */
  rescan(manifestToken: string, options?: RescanOptions): Promise<ScanResult>;
  /**
   * Returns the newest report of an SBOM.
   *
   * @throws VigilesError `VALUE_INVALID`
   */
  latestReport(manifestToken: string, options?: ReportOptions): Promise<ScanResult>;
  /** Returns facts about an SBOM and a list of its reports. The service chooses the names of the members. */
  reports(manifestToken: string, control?: CallControl): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Deletes an SBOM. Without `confirmed: true` the service refuses.
   *
   * @throws VigilesError `SERVER_REFUSED` if nothing was deleted
   */
  delete(manifestToken: string, options?: CallControl & { readonly confirmed?: boolean }): Promise<DeleteResult>;
  /**
   * Moves SBOMs to a group or folder. Only for the edition `groups`.
   *
   * @throws VigilesError `TOKEN_MISSING`, `EDITION_MISMATCH`
   */
  move(manifestTokens: readonly string[], options: TransferOptions): Promise<unknown>;
  /**
   * Copies SBOMs to a group or folder. Only for the edition `groups`.
   *
   * @throws VigilesError `TOKEN_MISSING`, `EDITION_MISMATCH`
   */
  copy(manifestTokens: readonly string[], options: TransferOptions): Promise<unknown>;
  /**
   * Sets the score of a CVE in a package of an SBOM. Only for the edition `groups`.
   *
   * @throws VigilesError `VALUE_INVALID`, `EDITION_MISMATCH`, `SERVER_REFUSED`
   */
  setCustomScore(manifestToken: string, options: CustomScoreOptions): Promise<DeleteResult>;
}

/** Makes the operations on SBOMs. */
export function manifestOperations(api: Api): Manifests {
  return {
    ...downloadOperations(api, (manifestToken: string, options: ConversionOptions = {}) => ({
      method: "GET",
      path: manifestPath(manifestToken),
      params: { send_file: true, ...conversionParams(options) },
      control: options,
      format: options.fileFormat,
    })),
    list: (options = {}) => listing(() => list(api, options)),
    findByName: (manifestName, options = {}) => findByName(api, manifestName, options),
    async info(manifestToken, options = {}) {
      const path = manifestPath(manifestToken);
      const params = conversionParams(options);
      return api.requestObject<ManifestInfo>({ method: "GET", path, params, control: options });
    },
    upload: (options) => upload(api, options),
    rescan: (manifestToken, options = {}) => rescan(api, manifestToken, options),
    latestReport: (manifestToken, options) => latestReport(api, manifestToken, options),
    reports: async (manifestToken, control) =>
      api.requestObject({ method: "GET", path: `${manifestPath(manifestToken)}/reports`, control }),
    async delete(manifestToken, options = {}) {
      const path = manifestPath(manifestToken);
      const params = { confirmed: options.confirmed ?? false };
      const refusal = "deleted nothing";
      return api.requestObject<DeleteResult>({ method: "DELETE", path, params, control: options, refusal });
    },
    move: (manifestTokens, options) => transfer(api, "move", manifestTokens, options),
    copy: (manifestTokens, options) => transfer(api, "copy", manifestTokens, options),
    setCustomScore: (manifestToken, options) => setCustomScore(api, manifestToken, options),
  };
}

async function list(api: Api, options: ListManifestsOptions): Promise<Manifest[]> {
  const params = locationParam(await api.location(options));
  return api.requestList<Manifest>({ method: "GET", path: "/manifests", params, control: options });
}

async function findByName(api: Api, manifestName: string, options: ListManifestsOptions): Promise<Manifest[]> {
  checkText("manifestName", manifestName);
  const all = await list(api, options);
  if (api.isDryRun()) return all;
  const found = all.filter(({ manifest_name: name }) => name === manifestName);
  return found.toSorted((one, other) => (one.upload_date ?? "").localeCompare(other.upload_date ?? ""));
}

function conversionParams(options: ConversionOptions): LinuxLinkParams {
  return {
    sbom_format: checkChoice("sbomFormat", options.sbomFormat, sbomFormats, options),
    file_format: checkChoice("fileFormat", options.fileFormat, fileFormats, options),
    sbom_version: checkChoice("sbomVersion", options.sbomVersion, sbomVersions, options),
  };
}
