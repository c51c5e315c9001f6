import { isDeepStrictEqual } from "node:util";
import { isHttpError } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import type { LocationTokens } from "../../client/configuration/choose-location-tokens.js";
import { isToken } from "../../client/validation/tokens.js";
import { VigilesError } from "../../errors.js";
import type { CommandContext } from "../context/command-context.js";
import { findFlag } from "../options/global-options.js";
import { findByName, nearNames, unknownName, type Named } from "./find-by-name.js";
import { listNamed, type Place } from "./list-named.js";
import { placeOf, type PlaceFlags } from "./place-flags.js";
import { withProjectLocation } from "./project-location.js";
import { tokenKinds, type TokenKind } from "./token-kinds.js";
import { tokenOfLink } from "./token-of-link.js";

/** A text of the command line: a token, or a name or link instead of a token. */
interface TokenText {
  readonly text: string;
  readonly kind: TokenKind;
  /** Where it is looked for. */
  readonly place: Place;
}

/** Lists the objects that a text can mean. */
type List = (of: TokenText) => Promise<readonly Named[]>;

/**
 * Runs an operation with tokens instead of names and links. A text that can be a token is sent as a token first,
 * so that a command line with tokens sends no extra requests. If the service knows no such token, the text is looked up
 * as a name, and the operation runs once more.
 *
 * @param context - of the command
 * @param given - options and arguments; those that {@link tokenKinds} names hold a text, or several
 * @param work - the operation; it may run twice
 * @param isArchived - looks among archived groups and folders. Default: false
 * @throws VigilesError `NAME_UNKNOWN`, `NAME_AMBIGUOUS`; errors of the operation
 */
export async function withTokens<T extends object, R>(
  context: CommandContext,
  given: T,
  work: (tokens: T) => Promise<R>,
  isArchived: boolean = false,
): Promise<R> {
  const list = rememberLists(context);
  let tokens: T | undefined;
  try {
    tokens = await replaceTokens(context, { given, isArchived }, (text) => tokenOf(context, text, list));
    return await work(tokens);
  } catch (error) {
    if (!isHttpError(error) || error.status !== 404 || context.globals.dryRun) throw error;
    const found = await replaceTokens(context, { given, isArchived }, (text) => lookUp(text, list, error));
    if (isDeepStrictEqual(found, tokens)) throw error;
    return work(found);
  }
}

/**
 * Runs an operation on an SBOM, as {@link withTokens} does.
 *
 * @param context - of the command
 * @param manifest - token, name or link of the SBOM
 * @param work - the operation; it may run twice
 * @param flags - say where the SBOM is looked for. Default: in the configured group or folder
 */
export function withManifest<R>(
  context: CommandContext,
  manifest: string,
  work: (manifestToken: string) => Promise<R>,
  flags: PlaceFlags = {},
): Promise<R> {
  return withTokens(context, { manifestToken: manifest, ...placeOf(flags) }, ({ manifestToken }) =>
    work(manifestToken),
  );
}

/**
 * Finds the tokens of names and links before several operations. One text is looked up as {@link withTokens} does before an
 * operation. Several texts are all looked up first, also those that can be tokens: a mistyped one is then found before
 * the first operation.
 *
 * @param context - of the command
 * @param given - options and arguments
 * @throws VigilesError `NAME_UNKNOWN`, `NAME_AMBIGUOUS`
 */
export function findTokens<T extends object>(context: CommandContext, given: T): Promise<T> {
  const areSeveral = Object.values(given).some((value) => Array.isArray(value) && value.length > 1);
  if (!areSeveral || context.globals.dryRun) return withTokens(context, given, (tokens) => Promise.resolve(tokens));
  return lookUpAll(context, given);
}

/**
 * Finds the tokens of a group and folder before a large request: if the service refused a name as a token, the request would be
 * sent twice.
 *
 * @param context - of the command
 * @param location - tokens or names; those that are undefined stay so
 * @throws VigilesError `NAME_UNKNOWN`, `NAME_AMBIGUOUS`
 */
export async function findLocation(context: CommandContext, location: LocationTokens): Promise<LocationTokens> {
  const given = omitUndefined(location);
  return context.globals.dryRun || Object.keys(given).length === 0 ? given : lookUpAll(context, given);
}

/** Looks up each text, also one that can be a token. */
function lookUpAll<T extends object>(context: CommandContext, given: T): Promise<T> {
  const list = rememberLists(context);
  return replaceTokens(context, { given, isArchived: false }, (text) => lookUp(text, list));
}

/** Asks the service for each list once, however many names are looked up. */
function rememberLists(context: CommandContext): List {
  const lists = new Map<string, Promise<readonly Named[]>>();
  return ({ kind, place }) => {
    const key = JSON.stringify([kind, place]);
    const list = lists.get(key) ?? listNamed(context, kind, place);
    lists.set(key, list);
    return list;
  };
}

/** Options and arguments with tokens. */
interface Given<T> {
  readonly given: T;
  readonly isArchived: boolean;
}

/** Replaces one after the other, since a folder is looked for in the group that was found. */
async function replaceTokens<T extends object>(
  context: CommandContext,
  { given, isArchived }: Given<T>,
  tokenFor: (text: TokenText) => Promise<string>,
): Promise<T> {
  const names = Object.keys(given);
  const isPlaceNeeded = names.some((name) => ["folder", "manifest"].includes(tokenKinds.get(name) ?? ""));
  const located = isPlaceNeeded ? await withProjectLocation(context, given) : given;
  const replaced: Record<string, unknown> = Object.fromEntries(Object.entries(located));
  for (const [option, kind] of tokenKinds) {
    const value = replaced[option];
    const { groupToken, productToken, folderToken } = replaced as LocationTokens;
    const place: Place = {
      groupToken,
      productToken,
      folderToken: kind === "folder" ? undefined : folderToken,
      // Objects to restore are given as a list. The group in which they are looked for is not archived.
      isArchived: isArchived && Array.isArray(value),
    };
    const replace = (text: string): Promise<string> => tokenFor({ text, kind, place });
    checkFlagValue(context, option, value);
    if (typeof value === "string") replaced[option] = await replace(value);
    if (Array.isArray(value)) replaced[option] = await Promise.all(value.map(replace));
  }
  return Object.fromEntries(names.map((name) => [name, replaced[name]])) as T;
}

/** An empty value of a flag is mostly that of a variable that is not set. */
function checkFlagValue({ command }: CommandContext, option: string, value: unknown): void {
  const flag = findFlag(command, option);
  if (flag === undefined || ![value].flat().some((text) => typeof text === "string" && text.trim() === "")) return;
  const message = `${flag} has an empty value; give a token or name, and check that the variable with it is set`;
  throw new VigilesError("TOKEN_INVALID", message);
}

/** A text that can be a token is used as a token. */
async function tokenOf(context: CommandContext, text: TokenText, list: List): Promise<string> {
  const token = tokenOfLink(text.text) ?? text.text;
  // An empty text is mostly that of a variable that is not set; the operation refuses it.
  if (text.kind === "report" || token.trim() === "" || isToken(token)) return token;
  if (!context.globals.dryRun) return lookUp(text, list);
  const why = "a dry run sends nothing, so it can't look up a name; give the token";
  throw new VigilesError("TOKEN_INVALID", `${JSON.stringify(text.text)} is not a token: ${why}`);
}

/**
 * Finds the object that a text means in the list of existing objects.
 *
 * @param refused - the service's error if it knows no token of the request. It is thrown unless a name is near
 */
async function lookUp({ text, kind, place }: TokenText, list: List, refused?: Error): Promise<string> {
  const token = tokenOfLink(text) ?? text;
  if (kind === "report" || token.trim() === "") return token;
  const mayBeToken = isToken(token);
  // If the list fails, a text that can be a token is used as a token, and the error of the operation says more.
  const candidates = await list({ text, kind, place }).catch((error: unknown) => {
    if (mayBeToken) return [];
    throw error;
  });
  if (candidates.some((candidate) => candidate.token === token)) return token;
  const found = findByName(kind, text, candidates);
  const near = nearNames(text, candidates);
  if (found !== undefined) return found;
  if (mayBeToken && near.length === 0) return token;
  throw unknownName(kind, text, near, mayBeToken ? refused : undefined);
}
