import type { LinuxLinkParams } from "@org/linuxlink-auth";
import type { WriteOptions } from "../../files/atomic-write.js";
import type { Api, CallControl } from "../api/api.js";
import { downloadOperations, type FileCall } from "../api/download.js";
import {
  cyclonedxFormats,
  cyclonedxVersions,
  reportFormats,
  type CyclonedxFormat,
  type CyclonedxVersion,
  type ReportFormat,
} from "../enums/export-formats.js";
import type { Open } from "../enums/open-enum.js";
import { checkChoice, checkRequiredChoice, type UnknownValueOptions } from "../validation/choices.js";
import { checkToken } from "../validation/tokens.js";

/** How to download a report. */
export interface DownloadReportOptions extends CallControl, UnknownValueOptions {
  /** File format of the report. */
  readonly format: Open<ReportFormat>;
  /** Applies all filters of the web pages, not only those of the kernel and U-Boot configs. Default `false`. */
  readonly filterResults?: boolean | undefined;
  /** Syntax of the CycloneDX formats. Default `json`. */
  readonly cyclonedxFormat?: Open<CyclonedxFormat> | undefined;
  /** Version of the CycloneDX formats. Default `1.7`. */
  readonly cyclonedxVersion?: Open<CyclonedxVersion> | undefined;
}

/** What a comparison leaves out. */
export interface CompareReportsOptions extends CallControl {
  /** Applies all filters of the web pages. Default `false`. */
  readonly filterResults?: boolean | undefined;
  /** Leaves out vulnerabilities on the whitelist. Default `false`. */
  readonly removeWhitelist?: boolean | undefined;
  /** Leaves out vulnerabilities with status `not_affected`. Only for the edition `groups`. Default `false`. */
  readonly removeNotAffected?: boolean | undefined;
}

/** How the second report differs from the first. */
export interface ReportComparison {
  /** Vulnerabilities that only the first report has. */
  readonly resolved: readonly unknown[];
  /** Vulnerabilities that only the second report has. */
  readonly new: readonly unknown[];
}

/** Operations on vulnerability reports. */
export interface Reports {
  /**
   * Downloads a report into memory.
   *
   * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `RESPONSE_INVALID`, `SERVER_REFUSED`
   */
  download(reportToken: string, options: DownloadReportOptions): Promise<Uint8Array>;
  /**
   * Downloads a report as a stream, to be read once. Reading fails if the response is truncated or does not have the format.
   *
   * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`
   */
  downloadStream(reportToken: string, options: DownloadReportOptions): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Downloads a report into a file, which is written atomically.
   *
   * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_EXISTS`, `OUTPUT_FAILED`, and those of `download`
   */
  downloadFile(reportToken: string, path: string, options: DownloadReportOptions & WriteOptions): Promise<void>;
  /**
   * Compares two reports.
   *
   * @throws VigilesError `TOKEN_INVALID`; `EDITION_MISMATCH` for `removeNotAffected` in the edition `products`
   */
  compare(tokenOne: string, tokenTwo: string, options?: CompareReportsOptions): Promise<ReportComparison>;
}

/** Makes the operations on reports. */
export function reportOperations(api: Api): Reports {
  return {
    ...downloadOperations(api, downloadCall),
    async compare(tokenOne, tokenTwo, options = {}) {
      // The other edition's service would ignore it, and return what the caller wants left out.
      if (options.removeNotAffected) await api.requireEdition("groups", "reports.compare with removeNotAffected");
      const params = {
        token_one: checkToken("tokenOne", tokenOne),
        token_two: checkToken("tokenTwo", tokenTwo),
        remove_whitelist: options.removeWhitelist ?? false,
        ...((await api.edition()) === "groups" ? { remove_not_affected: options.removeNotAffected ?? false } : {}),
        filtered: options.filterResults ?? false,
      };
      return api.requestObject<ReportComparison>({ method: "GET", path: "/reports/compare", params, control: options });
    },
  };
}

function downloadCall(reportToken: string, options: DownloadReportOptions): FileCall {
  const path = `/reports/${checkToken("reportToken", reportToken)}`;
  const params = downloadParams(options);
  const { format } = options;
  const syntax = format.startsWith("spdx_3") ? "json" : (params["sbom_format"] as string | undefined);
  return { method: "GET", path, params, control: options, format, syntax };
}

function downloadParams(options: DownloadReportOptions): LinuxLinkParams {
  const { format, filterResults = false, cyclonedxFormat = "json", cyclonedxVersion = "1.7" } = options;
  checkRequiredChoice("format", format, reportFormats, options);
  checkChoice("cyclonedxFormat", cyclonedxFormat, cyclonedxFormats, options);
  checkChoice("cyclonedxVersion", cyclonedxVersion, cyclonedxVersions, options);
  const isCyclonedx = format.startsWith("cyclonedx");
  return {
    filtered: filterResults,
    format,
    sbom_format: isCyclonedx ? cyclonedxFormat : undefined,
    sbom_version: isCyclonedx ? cyclonedxVersion : undefined,
  };
}
