import type { Command } from "commander";
import type { Io } from "../io.js";
import type { Runner } from "../run-command.js";

/** What fills a command in. */
export type Fill = (command: Command, run: Runner, io: Io) => void;

/** A first word of the command line, and where what it does is found. */
export interface CommandGroup {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  /** Loads the rest, which a command line with another first word never needs. */
  readonly load: () => Promise<Fill>;
}

/** In the order of the help. */
export const commandGroups: readonly CommandGroup[] = [
  {
    name: "heartbeat",
    aliases: ["test"],
    description: "ask whether the service is there and the key is good",
    load: async () => (await import("./service.js")).heartbeatCommand,
  },
  {
    name: "about",
    description: "versions of the service and its database",
    load: async () => (await import("./service.js")).aboutCommand,
  },
  {
    name: "version",
    description: "version of this command",
    load: async () => (await import("./service.js")).versionCommand,
  },
  {
    name: "manifest",
    aliases: ["sbom"],
    description: "SBOMs",
    load: async () => (await import("./manifest/manifest.js")).manifestCommands,
  },
  {
    name: "report",
    description: "vulnerability reports",
    load: async () => (await import("./report.js")).reportCommands,
  },
  {
    name: "folder",
    description: "folders",
    load: async () => (await import("./folder.js")).folderCommands,
  },
  {
    name: "group",
    description: "groups",
    load: async () => (await import("./group/group.js")).groupCommands,
  },
  {
    name: "product",
    description: "products, or groups in that edition",
    load: async () => (await import("./product.js")).productCommands,
  },
  {
    name: "cves",
    aliases: ["cve"],
    description: "CVEs",
    load: async () => (await import("./cves.js")).cveCommands,
  },
  {
    name: "job",
    description: "background jobs",
    load: async () => (await import("./job.js")).jobCommands,
  },
  {
    name: "config",
    description: "show each setting and where it comes from",
    load: async () => (await import("./config.js")).configCommand,
  },
  {
    name: "doctor",
    description: "check key file, network, server and clock, and say how to mend what is wrong",
    load: async () => (await import("./doctor/doctor.js")).doctorCommand,
  },
  {
    name: "completion",
    description: "print what lets a shell complete commands and flags",
    load: async () => (await import("./completion/completion.js")).completionCommand,
  },
];
