import type { LinuxLinkParams } from "@org/linuxlink-auth";
import type { WriteOptions } from "../../files/atomic-write.js";
import { checkChoice, type Leniency } from "../validation/choices.js";
import type { Api, ApiCall, CallControl } from "../api/api.js";
import { download, downloadFile, downloadStream } from "../api/download.js";
import { checkToken } from "../validation/tokens.js";
import {
  cyclonedxFormats,
  cyclonedxVersions,
  reportFormats,
  type CyclonedxFormat,
  type CyclonedxVersion,
  type ReportFormat,
} from "../enums/export-formats.js";
import type { Open } from "../enums/open-enum.js";

/** How a report is downloaded. */
export interface DownloadReportOptions extends CallControl, Leniency {
  readonly format: Open<ReportFormat>;
  /** All filters of the web pages, rather than those of the kernel and U-Boot configs alone. Default false. */
  readonly filterResults?: boolean | undefined;
  /** Syntax of the CycloneDX formats. Default `json`. */
  readonly cyclonedxFormat?: Open<CyclonedxFormat> | undefined;
  /** Default `1.7`. */
  readonly cyclonedxVersion?: Open<CyclonedxVersion> | undefined;
}

/** What is left out of a comparison. */
export interface CompareReportsOptions extends CallControl {
  readonly filterResults?: boolean | undefined;
  readonly removeWhitelist?: boolean | undefined;
  readonly removeNotAffected?: boolean | undefined;
}

/** What changed from one report to another. */
export interface ReportComparison {
  readonly resolved: readonly unknown[];
  readonly new: readonly unknown[];
}

/** Operations on vulnerability reports. */
export interface Reports {
  /**
   * A report as a file.
   *
   * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `ANSWER_INVALID`
   */
  download(reportToken: string, options: DownloadReportOptions): Promise<Uint8Array>;
  /** The same as a stream, to be read once. It fails where it is cut short. */
  downloadStream(reportToken: string, options: DownloadReportOptions): Promise<AsyncIterable<Uint8Array>>;
  /**
   * The same into a file, which appears whole or not at all.
   *
   * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`, and those of `download`
   */
  downloadFile(reportToken: string, path: string, options: DownloadReportOptions & WriteOptions): Promise<void>;
  /**
   * What the second report has over the first, and the other way round.
   *
   * @throws VigilesError `TOKEN_INVALID`
   */
  compare(tokenOne: string, tokenTwo: string, options?: CompareReportsOptions): Promise<ReportComparison>;
}

/** @param api - what the operations call */
export function reportOperations(api: Api): Reports {
  return {
    download: async (reportToken, options) => download(api, downloadCall(reportToken, options), options.format),
    downloadStream: async (reportToken, options) =>
      downloadStream(api, downloadCall(reportToken, options), options.format),
    downloadFile: async (reportToken, path, options) =>
      downloadFile(api, downloadCall(reportToken, options), options.format, path, options),
    async compare(tokenOne, tokenTwo, options = {}) {
      const params = {
        token_one: checkToken("tokenOne", tokenOne),
        token_two: checkToken("tokenTwo", tokenTwo),
        remove_whitelist: options.removeWhitelist ?? false,
        ...((await api.edition()) === "groups" ? { remove_not_affected: options.removeNotAffected ?? false } : {}),
        filtered: options.filterResults ?? false,
      };
      return api.object<ReportComparison>({ method: "GET", path: "/reports/compare", params, control: options });
    },
  };
}

function downloadCall(reportToken: string, options: DownloadReportOptions): ApiCall {
  const path = `/reports/${checkToken("reportToken", reportToken)}`;
  return { method: "GET", path, params: downloadParams(options), control: options };
}

function downloadParams(options: DownloadReportOptions): LinuxLinkParams {
  const { format, filterResults = false, cyclonedxFormat = "json", cyclonedxVersion = "1.7" } = options;
  checkChoice("format", String(format), reportFormats, options);
  checkChoice("cyclonedxFormat", cyclonedxFormat, cyclonedxFormats, options);
  checkChoice("cyclonedxVersion", cyclonedxVersion, cyclonedxVersions, options);
  const cyclonedx = format.startsWith("cyclonedx");
  return {
    filtered: filterResults,
    format,
    sbom_format: cyclonedx ? cyclonedxFormat : undefined,
    sbom_version: cyclonedx ? cyclonedxVersion : undefined,
  };
}
