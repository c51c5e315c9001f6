import type { FailOn } from "../findings/fail-on.js";
import type { Severity } from "../findings/severity.js";
import type { FormatName } from "../report/formats/index.js";

/** The name of a project file. It is read from the working folder only. */
export const projectFileName = ".vigiles.yaml";

/** What a project file says about scans. The names are those of the command's options. */
export interface ScanSettings extends Readonly<Partial<Record<FormatName, string>>> {
  /** Severities that fail. */
  readonly failOn?: FailOn;
  /** Only findings that the baseline does not have fail. */
  readonly failOnNew?: boolean;
  /** Severities that are shown. */
  readonly severity?: readonly Severity[];
  /** Only findings with a fix are shown. */
  readonly onlyFixed?: boolean;
  /** Path of the file of ignored findings. */
  readonly ignoreFile?: string;
  /** Paths of VEX documents. */
  readonly vex?: readonly string[];
  /** `last`, a path, or the token of a report. */
  readonly baseline?: string;
}

/** What a project file says about uploads. */
export interface UploadSettings {
  /** Names of ecosystems, or `all`. */
  readonly ecosystems?: readonly string[];
  /** Name of the SBOM. */
  readonly manifestName?: string;
  /** Name of a subfolder. */
  readonly subfolderName?: string;
}

/** Where a project's SBOMs are: names or tokens. */
export interface ProjectLocation {
  /** Of a group. */
  readonly groupToken?: string;
  /** Of a product. */
  readonly productToken?: string;
  /** Of a folder. */
  readonly folderToken?: string;
}

/** A setting as the file has it. */
export interface ProjectSetting {
  /** Name in the file; of an output with `outputs.` before it. */
  readonly name: string;
  /** With the values of variables; items of lists with commas. */
  readonly value: string | boolean;
  /** Counted from 1. */
  readonly line: number;
}

/** The content of a project file. */
export interface Project {
  /** For `manifest upload`, `rescan` and `latest-report`; its decisions for `report html` too. */
  readonly scan: ScanSettings;
  /** For `manifest upload`. */
  readonly upload: UploadSettings;
  /** Used where the command line names no other, and there is no dashboard config. */
  readonly location: ProjectLocation;
  /** All of it, for people. */
  readonly settings: readonly ProjectSetting[];
}
