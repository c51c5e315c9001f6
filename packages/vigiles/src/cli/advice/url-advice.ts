import { isTransportError } from "@org/http-core";
import { isLoopbackHost } from "@org/http-core/authoring";
import { findVariable } from "../../client/configuration/variables.js";
import { oneLine } from "../../util/printable.js";
import type { CommandContext } from "../context/command-context.js";
import { findFlag } from "../options/global-options.js";

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
 * Says how to correct a URL that a flag or a variable gives and that can't be used.
 *
 * @param context - of the command
 * @returns undefined if the key file gives the URL: the error names that file
 */
export function invalidUrlAdviceOf(context: CommandContext): string | undefined {
  const { url } = context.globals;
  if (url === undefined) return undefined;
  return oneLine(`correct ${JSON.stringify(withoutSecrets(url))}: it comes from ${urlSourceOf(context)}`);
}

/** A password may hold any character, so all text before the last @ is left out. A query may hold a key. */
function withoutSecrets(text: string): string {
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0] ?? "";
  const address = text.slice(text.includes("@") ? text.lastIndexOf("@") + 1 : scheme.length);
  const end = address.search(/[?#]/);
  return scheme + (end < 0 ? address : address.slice(0, end));
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
 * Says how to correct an https URL whose port does not speak TLS.
 *
 * @param context - of a command whose client is configured
 */
export function plainServerAdviceOf(context: CommandContext): string {
  const url = URL.parse(context.client.currentConfig.url ?? "");
  const isLocal = url !== null && isLoopbackHost(url.hostname);
  const change = isLocal ? "use http://" : "correct the port";
  return oneLine(`${change} in the URL ${url?.origin ?? ""}, which comes from ${urlSourceOf(context)}`);
}

/**
 * True if a handshake failed because the other side does not speak TLS at all. Only the message of the transport tells this
 * from a certificate that is not trusted.
 *
 * @param error - what a request failed with
 */
export function isWithoutTls(error: unknown): boolean {
  return isTransportError(error) && error.code === "TLS_FAILED" && error.message.includes("does not speak TLS");
}
