import { editions } from "@org/linuxlink-auth";
import { findVariable } from "../../../client/configuration/variables.js";
import type { CommandContext } from "../../context/command-context.js";
import { findFlag } from "../../options/global-options.js";

/**
 * Says where the URL of the server comes from.
 *
 * @param context - of the command, whose client may be without configuration
 * @returns for example `the variable VIGILES_SERVER`
 */
export function urlSourceOf({ client, command, io }: CommandContext): string {
  if (findFlag(command, "url") !== undefined) return "the flag --url";
  const variable = findVariable(io.env, "server");
  if (variable !== undefined) return `the variable ${variable.name}`;
  const { url, keyFileUrl } = client.currentConfig;
  return url !== undefined && keyFileUrl === undefined ? "the default of the edition" : "the key file";
}

/**
 * Says how to correct a URL that has a path. The service needs none; a path is mostly copied from a page or an API.
 *
 * @param context - of a command whose client is configured
 * @returns undefined if the URL has no path
 */
export function pathAdviceOf(context: CommandContext): string | undefined {
  const url = URL.parse(context.client.currentConfig.url ?? "");
  if (url === null || url.pathname === "/") return undefined;
  return `the URL has a path; use ${url.origin} alone: it comes from ${urlSourceOf(context)}`;
}

/**
 * Says on which page of the service keys are made and downloaded.
 *
 * @param context - of the command
 */
export function keyPageOf({ client }: CommandContext): string {
  const { edition = "groups", url = editions[edition].server } = client.currentConfig;
  const page = edition === "groups" ? "your profile page" : "your preferences page";
  return `${page}, in the user menu of ${url}`;
}
