import type { Command } from "commander";

const scan = "vigiles manifest upload";
const remove = "vigiles manifest delete";

/** Commands of other tools, and what they are here. */
const commands: Readonly<Record<string, string>> = {
  scan,
  upload: scan,
  submit: scan,
  image: scan,
  fs: scan,
  analyze: scan,
  monitor: scan,
  rescan: "vigiles manifest rescan",
  ls: "vigiles manifest list",
  list: "vigiles manifest list",
  rm: remove,
  remove,
  delete: remove,
  download: "vigiles report download",
  export: "vigiles report download",
  diff: "vigiles report compare",
  auth: "vigiles login",
  configure: "vigiles login",
  init: "vigiles login",
  whoami: "vigiles config",
  ping: "vigiles heartbeat",
  status: "vigiles heartbeat",
  check: "vigiles doctor",
};

/** What the files of SBOMs end with. */
const sbomFile = /\.(?:json|xml|spdx|cdx|ya?ml|gz)$/i;

const secret = "the variables VIGILES_EMAIL and VIGILES_KEY, or a key file (-k): process lists show flags";

/** Flags of other tools that are about a scan, and what they are here. */
const scanFlags: Readonly<Record<string, string>> = {
  "--exit-code": "--fail-on",
  "--severity-threshold": "--fail-on",
  "--fail-on-severity": "--fail-on",
  "--error-on-severity": "--fail-on",
  "--ignore-unfixed": "--only-fixed",
  "--only-new": "--fail-on-new",
  "--ignorefile": "--ignore-file",
  "--vex-file": "--vex",
  "--sarif-file-output": "--sarif",
  "--code-quality": "--codequality",
  "--gitlab": "--codequality",
  "--template": "--html",
  "--name": "--manifest-name",
  "--project-name": "--manifest-name",
};

/** Other flags of other tools, and what they are here: flags, or another way. */
const flags: Readonly<Record<string, string>> = {
  "--jq": "--fields, or a pipe into jq",
  "--query": "--fields, or a pipe into jq",
  "-o": "--output; for reports --sarif, --junit, --codequality, --html, --markdown or --csv",
  "--format": "--output; for reports --sarif, --junit, --codequality, --html, --markdown or --csv",
  "--json": "--output json",
  "--key": secret,
  "--token": secret,
  "--api-key": secret,
  "--password": secret,
  "--username": secret,
  "--server": "--url",
  "--host": "--url",
  "--endpoint": "--url",
  "--cacert": "--ca-bundle",
  "--ca-cert": "--ca-bundle",
  "--no-verify": "--insecure",
  "--insecure-skip-verify": "--insecure",
  "--no-progress": "--quiet",
  "--silent": "--quiet",
  "-q": "--quiet",
  "--group": "--group-token",
  "--folder": "--folder-token",
  "--product": "--product-token",
  "--force": "--yes",
  "--config": "-k for the key file, and -d for the dashboard config",
};

/**
 * Says what a command of another tool is here. Other tools take the SBOM without the name of a command.
 *
 * @param word - what was typed
 * @returns undefined for any other word
 */
export function ownCommand(word: string): string | undefined {
  if (Object.hasOwn(commands, word)) return commands[word];
  return sbomFile.test(word) ? `${scan} FILE` : undefined;
}

/**
 * Says what a flag of another tool is here.
 *
 * @param command - that does not have the flag
 * @param flag - what was typed
 * @returns undefined for any other flag, and if the command has nothing like it
 */
export function ownFlag(command: Command, flag: string): string | undefined {
  const has = (name: string): boolean => command.options.some(({ long }) => long === name);
  const ofScan = Object.hasOwn(scanFlags, flag) ? scanFlags[flag] : undefined;
  if (ofScan !== undefined) return has(ofScan) ? ofScan : `${ofScan} of ${scan}`;
  const own = Object.hasOwn(flags, flag) ? flags[flag] : undefined;
  const name = /^--[a-z-]+/.exec(own ?? "")?.[0];
  return name === undefined || has(name) ? own : undefined;
}
