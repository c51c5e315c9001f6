import type { Command } from "commander";
import type { Io } from "../io.js";
import type { Runner } from "../run-command.js";

/** Adds arguments, options, subcommands and actions to a command that has only its name and description. */
export type CommandSetup = (command: Command, run: Runner, io: Io) => void;

/** A command below `vigiles`, and where the rest of it is found. */
export interface CommandGroup {
  /** The first word of the command line. */
  readonly name: string;
  /** Other names. Default: none. */
  readonly aliases?: readonly string[];
  /** For the list of commands in the help. */
  readonly description: string;
  /** Loads the rest of the command, if the command line names it. */
  readonly load: () => Promise<CommandSetup>;
}

/** All commands, in the order of the help. */
export const commandGroups: readonly CommandGroup[] = [
  {
    name: "heartbeat",
    aliases: ["test"],
    description: "check the server and the key",
    load: async () => (await import("./service.js")).setUpHeartbeat,
  },
  {
    name: "about",
    description: "show the versions of the service and its database",
    load: async () => (await import("./service.js")).setUpAbout,
  },
  {
    name: "version",
    description: "print the version of this command",
    load: async () => (await import("./service.js")).setUpVersion,
  },
  {
    name: "manifest",
    aliases: ["sbom"],
    description: "SBOMs",
    load: async () => (await import("./manifest/manifest.js")).setUpManifest,
  },
  {
    name: "report",
    description: "vulnerability reports",
    load: async () => (await import("./report.js")).setUpReport,
  },
  {
    name: "folder",
    description: "folders",
    load: async () => (await import("./folder.js")).setUpFolder,
  },
  {
    name: "group",
    description: "groups",
    load: async () => (await import("./group/group.js")).setUpGroup,
  },
  {
    name: "product",
    description: 'products (in the edition "groups", a product is a group)',
    load: async () => (await import("./product.js")).setUpProduct,
  },
  {
    name: "cves",
    aliases: ["cve"],
    description: "CVEs",
    load: async () => (await import("./cves/cves.js")).setUpCves,
  },
  {
    name: "job",
    description: "background jobs",
    load: async () => (await import("./job.js")).setUpJob,
  },
  {
    name: "login",
    description: "check an account, and store it in a key file",
    load: async () => (await import("./login/login.js")).setUpLogin,
  },
  {
    name: "logout",
    description: "delete the key file",
    load: async () => (await import("./login/logout.js")).setUpLogout,
  },
  {
    name: "config",
    description: "show every setting and its source",
    load: async () => (await import("./config.js")).setUpConfig,
  },
  {
    name: "doctor",
    description: "check key file, network, server and clock, and say how to fix what is wrong",
    load: async () => (await import("./doctor/doctor.js")).setUpDoctor,
  },
  {
    name: "completion",
    description: "print a script with which a shell completes commands and flags",
    load: async () => (await import("./completion/completion.js")).setUpCompletion,
  },
];
