import type { Edition } from "../../../src/index.js";

/** What a word of a command line is. `switch` is for flags without a value; a name that ends with `s` takes several. */
export type Kind =
  | "bomFormat"
  | "bomVersion"
  | "cve"
  | "email"
  | "ecosystems"
  | "exportFormat"
  | "fields"
  | "folder"
  | "folders"
  | "group"
  | "groups"
  | "identifiers"
  | "infoFields"
  | "input"
  | "justification"
  | "logMethod"
  | "logType"
  | "manifest"
  | "manifests"
  | "name"
  | "onOff"
  | "output"
  | "package"
  | "product"
  | "report"
  | "reportFormat"
  | "role"
  | "sbom"
  | "sbomFormat"
  | "sbomSyntax"
  | "sbomVersion"
  | "scope"
  | "score"
  | "status"
  | "subscribe"
  | "switch"
  | "version";

/** Flags by their spellings, separated by spaces, with what follows them. */
export type Flags = Readonly<Record<string, Kind>>;

/** A command of the original, with all its flags. */
export interface CommandRow {
  readonly words: string;
  readonly positionals?: readonly Kind[];
  readonly required?: Flags;
  readonly optional?: Flags;
  /** The original demands exactly one of them. */
  readonly oneOf?: Flags;
  /** The original takes one of them at most. */
  readonly atMostOneOf?: Flags;
}

const conversion: Flags = {
  "-f --sbom-format": "sbomFormat",
  "-i --file-format": "sbomSyntax",
  "-v --sbom-version": "sbomVersion",
};
const outputs: Flags = { "-o --outfile": "output", "--stdout": "switch" };
const bomFlags: Flags = { "--cyclonedx-format": "bomFormat", "--cyclonedx-version": "bomVersion" };
const filter: Flags = { "-f --filter-results": "switch" };
const filterAndFields: Flags = { ...filter, "-e --extra-fields": "fields" };
const rescan: Flags = { ...filterAndFields, "-o --rescan-only": "switch" };
const targets: Flags = { "-g --group-token": "group", "-f --folder-token": "folder" };
const withHistory: Flags = { "-i --include-history": "switch" };
const confirm: Flags = { "-c --confirm": "switch" };
const configs: Flags = { "-k --kernel-config --kconfig": "input", "-u --uboot-config": "input" };
const upload: Flags = {
  ...configs,
  ...filterAndFields,
  "-n --manifest-name": "name",
  "-s --subfolder-name": "name",
  "-o --upload-only": "switch",
};
const groupFlag: Flags = { "-g --group-token": "group" };

const common: readonly CommandRow[] = [
  { words: "heartbeat" },
  { words: "test" },
  { words: "manifest list" },
  { words: "manifest info", positionals: ["manifest"], optional: conversion },
  { words: "manifest download", positionals: ["manifest"], optional: conversion, oneOf: outputs },
  { words: "manifest rescan", positionals: ["manifest"], optional: rescan },
  { words: "manifest latest-report", positionals: ["manifest"], optional: filterAndFields },
  { words: "manifest reports", positionals: ["manifest"] },
  { words: "folder list" },
  {
    words: "cves search",
    positionals: ["package"],
    optional: { "-v --version": "version", "-i --ids_only": "switch" },
  },
  { words: "cves info", positionals: ["cve"], optional: { "-f --fields": "infoFields" } },
];

const groups: readonly CommandRow[] = [
  ...common,
  { words: "about" },
  { words: "manifest delete", positionals: ["manifest"], optional: confirm },
  {
    words: "manifest upload",
    positionals: ["sbom"],
    optional: { ...upload, "-E --ecosystems": "ecosystems", "-S --subscribe": "subscribe" },
  },
  {
    words: "manifest upload",
    positionals: ["sbom"],
    required: { "--export-format": "exportFormat", "--export-path": "output" },
    optional: { ...bomFlags, ...filter },
  },
  { words: "manifest move", positionals: ["manifests"], oneOf: targets, optional: withHistory },
  { words: "manifest copy", positionals: ["manifests"], oneOf: targets, optional: withHistory },
  {
    words: "manifest custom-score set",
    positionals: ["manifest"],
    required: { "-p --product": "package", "--cve-id": "cve", "-s --score": "score" },
    optional: { "-v --verison": "version" },
  },
  {
    words: "report download",
    positionals: ["reportFormat", "report"],
    oneOf: outputs,
    optional: { ...filter, ...bomFlags },
  },
  {
    words: "report compare",
    positionals: ["report", "report"],
    optional: {
      "-r --remove_whitelist": "switch",
      "-f --filter_results": "switch",
      "-n --remove_not_affected": "switch",
    },
  },
  {
    words: "folder list",
    atMostOneOf: { "-g --group_token": "group", "-f --folder_token": "folder" },
    optional: { "-a --archived_only": "switch" },
  },
  {
    words: "folder create",
    positionals: ["name"],
    atMostOneOf: targets,
    optional: { "-d --description": "name" },
  },
  { words: "folder archive", positionals: ["folders"] },
  { words: "folder unarchive", positionals: ["folders"] },
  { words: "group list_active", optional: { "-p --include-private-workspaces": "switch" } },
  { words: "group list_archived" },
  { words: "group create", positionals: ["name"], optional: { "-d --description": "name", ...groupFlag } },
  { words: "group delete", positionals: ["group"] },
  { words: "group info", optional: { ...groupFlag, "-s --subgroups": "switch" } },
  { words: "group archive", positionals: ["groups"] },
  { words: "group unarchive", positionals: ["groups"] },
  { words: "group settings info", optional: groupFlag },
  {
    words: "group settings update",
    optional: {
      ...groupFlag,
      "-i --vuln-identifiers": "identifiers",
      "-s --vuln-strict-match": "onOff",
      "-d --report-dep-vulns": "onOff",
      "-j --auto-close-jira-issues": "onOff",
    },
  },
  { words: "group members list", positionals: ["group"] },
  {
    words: "group members add",
    positionals: ["group"],
    required: { "-e --member-email": "email", "-r --role": "role" },
    optional: { "-a --access-subgroups": "switch" },
  },
  {
    words: "group members update",
    positionals: ["group"],
    required: { "-e --member-email": "email", "-r --new-role": "role" },
  },
  { words: "group members remove", positionals: ["group"], required: { "-e --member-email": "email" } },
  {
    words: "group activity_log",
    positionals: ["group"],
    optional: {
      "-f --folder-token": "folder",
      "-s --manifest-token": "manifest",
      "-r --report-token": "report",
      "-u --user-email": "email",
      "-p --package-name": "package",
      "-v --package-version": "version",
      "-i --vuln-id": "cve",
      "-t --log-type": "logType",
      "-m --log-method": "logMethod",
    },
  },
  {
    words: "cves set_status",
    positionals: ["scope", "cve", "package", "status"],
    optional: {
      "-j --justification": "justification",
      "-d --detail": "name",
      "-v --version": "version",
      "-g --groups": "groups",
      "-m --manifests": "manifests",
    },
  },
  { words: "cves status", positionals: ["cve", "package", "version", "manifest"] },
];

const products: readonly CommandRow[] = [
  ...common,
  { words: "manifest delete", positionals: ["manifest"], required: confirm },
  { words: "manifest upload", positionals: ["sbom"], optional: upload },
  { words: "report download", positionals: ["reportFormat", "report"], oneOf: outputs, optional: filter },
  {
    words: "report compare",
    positionals: ["report", "report"],
    optional: { "-r --remove_whitelist": "switch", "-f --filter_results": "switch" },
  },
  { words: "product list" },
  { words: "product create", positionals: ["name"], optional: { "-d --description": "name" } },
  { words: "product info", optional: { "-p --product-token": "product" } },
];

/** The commands of the original, by edition. */
export const commandTable: Readonly<Record<Edition, readonly CommandRow[]>> = { groups, products };

/** The flags before a command, which both editions have. `-k`, `-d` and `-u` are added where a command line is run. */
export const globalFlags: Flags = { "--dry-run": "switch", "-f --no-format": "switch", "-i --insecure": "switch" };
