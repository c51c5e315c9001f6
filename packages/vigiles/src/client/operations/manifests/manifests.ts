import type { LinuxLinkParams } from "@org/linuxlink-auth";
import { VigilesError } from "../../../errors.js";
import type { WriteOptions } from "../../../files/atomic-write.js";
import type { Api, ApiCall, CallControl } from "../../api/api.js";
import { followJob, type BackgroundOptions } from "./background-scan.js";
import { checkChoice, checkChoices, checkText, type Leniency } from "../../validation/choices.js";
import { download, downloadFile, downloadStream } from "../../api/download.js";
import { latestReport, type ReportOptions } from "./latest-report.js";
import { listing, type Listing, type ListOptions } from "../../api/listing.js";
import { transfer, type TransferOptions } from "./transfer.js";
import { narrowest, type PlaceTokens } from "../../configuration/choose-location-tokens.js";
import type { ManifestTokens, ScanResult } from "../../../findings/scan-result.js";
import { checkToken } from "../../validation/tokens.js";
import { upload, type UploadOptions, type UploadResult } from "./upload.js";
import { extraFields } from "../../enums/cve-fields.js";
import type { Open } from "../../enums/open-enum.js";
import {
  fileFormats,
  sbomFormats,
  sbomVersions,
  type FileFormat,
  type SbomFormat,
  type SbomVersion,
} from "../../enums/sbom-formats.js";

/** An SBOM as lists show it. */
export interface Manifest extends ManifestTokens {
  readonly manifest_name: string;
  readonly upload_date?: string;
}

/** An SBOM with its content. */
export interface ManifestInfo extends Manifest {
  readonly manifest_data?: unknown;
}

/** A report as lists show it. */
export interface ReportReference {
  readonly report_token: string;
  readonly created_date?: string;
  readonly manifest_token?: string;
  readonly manifest_version?: string;
}

/** The form an SBOM is converted to. Default: as it was uploaded. */
export interface ConversionOptions extends CallControl, Leniency {
  readonly sbomFormat?: Open<SbomFormat> | undefined;
  readonly fileFormat?: Open<FileFormat> | undefined;
  readonly sbomVersion?: Open<SbomVersion> | undefined;
}

/** How an SBOM is scanned again. */
export interface RescanOptions extends ReportOptions, BackgroundOptions {
  /** No report in the answer. Default false. */
  readonly rescanOnly?: boolean | undefined;
}

/** What a deletion answers. */
export interface DeleteResult {
  readonly success: boolean;
  readonly message?: string;
}

/** A score of one's own for a CVE in a package. */
export interface CustomScoreOptions extends CallControl {
  readonly productName: string;
  readonly cveId: string;
  readonly customScore: string | number;
  readonly productVersion?: string | undefined;
}

/** Operations on SBOMs, which the service calls manifests. All throw VigilesError `TOKEN_INVALID` for a bad token. */
export interface Manifests {
  /** The SBOMs of the configured folder, group or product, or of one given here. */
  list(options?: ListOptions & PlaceTokens): Listing<Manifest>;
  /** Those of the same place that have a name, newest last: what an upload whose answer was lost may have made. */
  findByName(manifestName: string, options?: ListOptions & PlaceTokens): Promise<Manifest[]>;
  info(manifestToken: string, options?: ConversionOptions): Promise<ManifestInfo>;
  /** The SBOM as a file, byte for byte. */
  download(manifestToken: string, options?: ConversionOptions): Promise<Uint8Array>;
  /** The same as a stream, to be read once. It fails where it is cut short. */
  downloadStream(manifestToken: string, options?: ConversionOptions): Promise<AsyncIterable<Uint8Array>>;
  /** The same into a file, which appears whole or not at all. */
  downloadFile(manifestToken: string, path: string, options?: ConversionOptions & WriteOptions): Promise<void>;
  upload(options: UploadOptions): Promise<UploadResult>;
  rescan(manifestToken: string, options?: RescanOptions): Promise<ScanResult>;
  latestReport(manifestToken: string, options?: ReportOptions): Promise<ScanResult>;
  /** Facts about the SBOM, and its reports under a member whose name is the service's. */
  reports(manifestToken: string, control?: CallControl): Promise<Readonly<Record<string, unknown>>>;
  /** @throws VigilesError `SERVER_REFUSED` where the answer says that nothing was deleted */
  delete(manifestToken: string, options?: CallControl & { readonly confirmed?: boolean }): Promise<DeleteResult>;
  move(manifestTokens: readonly string[], options: TransferOptions): Promise<unknown>;
  copy(manifestTokens: readonly string[], options: TransferOptions): Promise<unknown>;
  setCustomScore(manifestToken: string, options: CustomScoreOptions): Promise<DeleteResult>;
}

/** @param api - what the operations call */
export function manifestOperations(api: Api): Manifests {
  return {
    list: (options = {}) => listing(() => list(api, options)),
    findByName: (manifestName, options = {}) => findByName(api, manifestName, options),
    async info(manifestToken, options = {}) {
      const params = conversion(options);
      return api.object<ManifestInfo>({ method: "GET", path: pathOf(manifestToken), params, control: options });
    },
    download: async (manifestToken, options = {}) =>
      download(api, downloadCall(manifestToken, options), options.fileFormat),
    downloadStream: async (manifestToken, options = {}) =>
      downloadStream(api, downloadCall(manifestToken, options), options.fileFormat),
    downloadFile: async (manifestToken, path, options = {}) =>
      downloadFile(api, downloadCall(manifestToken, options), options.fileFormat, path, options),
    upload: (options) => upload(api, options),
    rescan: (manifestToken, options = {}) => rescan(api, manifestToken, options),
    latestReport: (manifestToken, options) => latestReport(api, manifestToken, options),
    reports: async (manifestToken, control) =>
      api.object({ method: "GET", path: `${pathOf(manifestToken)}/reports`, control }),
    async delete(manifestToken, options = {}) {
      const params = { confirmed: options.confirmed ?? false };
      const call = { method: "DELETE", path: pathOf(manifestToken), params, control: options } as const;
      return succeeded(await api.object<DeleteResult>(call), "deleted nothing");
    },
    move: (manifestTokens, options) => transfer(api, "move", manifestTokens, options),
    copy: (manifestTokens, options) => transfer(api, "copy", manifestTokens, options),
    setCustomScore: (manifestToken, options) => setCustomScore(api, manifestToken, options),
  };
}

async function list(api: Api, options: ListOptions & PlaceTokens): Promise<Manifest[]> {
  const params = narrowest(await api.place(options), await api.topName());
  return api.list<Manifest>({ method: "GET", path: "/manifests", params, control: options });
}

async function findByName(api: Api, manifestName: string, options: ListOptions & PlaceTokens): Promise<Manifest[]> {
  checkText("manifestName", manifestName);
  const all = await list(api, options);
  if (api.isDryRun()) return all;
  const found = all.filter(({ manifest_name: name }) => name === manifestName);
  return found.toSorted((one, other) => (one.upload_date ?? "").localeCompare(other.upload_date ?? ""));
}

function downloadCall(manifestToken: string, options: ConversionOptions): ApiCall {
  const params = { send_file: true, ...conversion(options) };
  return { method: "GET", path: pathOf(manifestToken), params, control: options };
}

async function rescan(api: Api, manifestToken: string, options: RescanOptions): Promise<ScanResult> {
  const params = {
    manifest: checkToken("manifestToken", manifestToken),
    rescan_only: options.rescanOnly ?? false,
    filtered: options.filterResults ?? false,
    async: options.background ? true : undefined,
    with_field: checkChoices("extraFields", options.extraFields, extraFields, options),
  };
  const call = { method: "POST", path: `${pathOf(manifestToken)}/reports`, params, control: options } as const;
  const answer = await api.object<ScanResult>(call);
  if (api.isDryRun() || !options.background) return answer;
  return followJob(api, answer, options.rescanOnly ?? false, options);
}

async function setCustomScore(api: Api, manifestToken: string, options: CustomScoreOptions): Promise<DeleteResult> {
  await api.need("groups", "manifests.setCustomScore");
  const params = {
    package_name: checkText("productName", options.productName),
    cve_id: checkToken("cveId", options.cveId),
    custom_score: checkScore(options.customScore),
    package_version: options.productVersion,
  };
  const call = { method: "POST", path: `${pathOf(manifestToken)}/custom_scores`, params, control: options } as const;
  return succeeded(await api.object<DeleteResult>(call), "set no score");
}

function checkScore(score: string | number): string {
  const text = String(score).trim();
  if (text !== "" && Number(text) >= 0 && Number(text) <= 10) return text;
  throw new VigilesError("VALUE_INVALID", `customScore ${JSON.stringify(score)} must be a number from 0 to 10`);
}

/** The service says with status 200 that it did nothing; that is a failure all the same. */
function succeeded(answer: DeleteResult, what: string): DeleteResult {
  if (answer.success !== false) return answer;
  const words = typeof answer.message === "string" ? answer.message.replace(/[\s\p{Cc}]+/gu, " ").slice(0, 300) : "";
  throw new VigilesError("SERVER_REFUSED", `The server ${what}${words === "" ? "" : `: ${words}`}`);
}

function conversion(options: ConversionOptions): LinuxLinkParams {
  return {
    sbom_format: checkChoice("sbomFormat", options.sbomFormat, sbomFormats, options),
    file_format: checkChoice("fileFormat", options.fileFormat, fileFormats, options),
    sbom_version: checkChoice("sbomVersion", options.sbomVersion, sbomVersions, options),
  };
}

function pathOf(manifestToken: string): string {
  return `/manifests/${checkToken("manifestToken", manifestToken)}`;
}
