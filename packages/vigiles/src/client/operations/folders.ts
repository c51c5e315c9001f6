import type { Api, CallControl } from "../api/api.js";
import { listing, type Listing } from "../api/listing.js";
import { locationParam, type LocationTokens } from "../configuration/choose-location-tokens.js";
import { checkText } from "../validation/choices.js";
import { checkTokens } from "../validation/tokens.js";

/** A folder, as lists show it. */
export interface Folder {
  /** The token by which operations select the folder. */
  readonly folder_token: string;
  /** Name of the folder. */
  readonly folder_name: string;
  /** What its owner wrote about it. */
  readonly folder_description?: string;
  /** When it was created. */
  readonly creation_date?: string;
  /** Token of its group, in the edition `groups`. */
  readonly group_token?: string;
  /** Token of its product, in the edition `products`. */
  readonly product_token?: string;
}

/** A new folder. Its description has another name than in lists. */
export interface CreatedFolder extends Omit<Folder, "folder_description" | "product_token"> {
  /** What its owner wrote about it. */
  readonly description?: string;
}

/** Which folders to list: those of a group, or those in a folder. In the edition `products` only `productToken` is used. */
export interface ListFoldersOptions extends CallControl, LocationTokens {
  /** Lists archived folders only. Default `false`. */
  readonly archivedOnly?: boolean | undefined;
}

/** Where to create a folder. Default: in the configured location. */
export interface CreateFolderOptions extends CallControl, LocationTokens {
  /** Free text. Default: none. */
  readonly description?: string | undefined;
}

/** Operations on folders. All except `list` are only for the edition `groups`; otherwise they throw `EDITION_MISMATCH`. */
export interface Folders {
  /**
   * Lists folders.
   *
   * @throws VigilesError `TOKEN_INVALID`; `EDITION_MISMATCH` for `archivedOnly` or `folderToken` in the edition `products`
   */
  list(options?: ListFoldersOptions): Listing<Folder>;
  /**
   * Creates a folder.
   *
   * @throws VigilesError `VALUE_INVALID`, `TOKEN_INVALID`
   */
  create(folderName: string, options?: CreateFolderOptions): Promise<CreatedFolder>;
  /**
   * Archives folders.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`
   */
  archive(folderTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /**
   * Restores archived folders.
   *
   * @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`
   */
  unarchive(folderTokens: readonly string[], control?: CallControl): Promise<unknown>;
}

/** Makes the operations on folders. */
export function folderOperations(api: Api): Folders {
  const change = async (action: "archive" | "unarchive", tokens: readonly string[], control?: CallControl) => {
    await api.requireEdition("groups", `folders.${action}`);
    const params = { tokens: checkTokens("folderTokens", tokens) };
    return api.requestJson({ method: "PATCH", path: `/folders/${action}`, params, control });
  };
  return {
    list: (options = {}) => listing(() => list(api, options)),
    create: (folderName, options = {}) => create(api, folderName, options),
    archive: (tokens, control) => change("archive", tokens, control),
    unarchive: (tokens, control) => change("unarchive", tokens, control),
  };
}

async function list(api: Api, options: ListFoldersOptions): Promise<Folder[]> {
  if (options.archivedOnly) await api.requireEdition("groups", "folders.list with archivedOnly");
  if (options.folderToken !== undefined) await api.requireEdition("groups", "folders.list with folderToken");
  const location = await api.location(options);
  const params =
    (await api.edition()) === "products"
      ? { product_token: location.groupOrProduct }
      : { ...locationParam(location), archived_only: options.archivedOnly ? true : undefined };
  return api.requestList<Folder>({ method: "GET", path: "/folders", params, control: options });
}

async function create(api: Api, folderName: string, options: CreateFolderOptions): Promise<CreatedFolder> {
  await api.requireEdition("groups", "folders.create");
  const params = {
    folder_name: checkText("folderName", folderName),
    description: options.description || undefined,
    ...locationParam(await api.location(options)),
  };
  return api.requestObject<CreatedFolder>({ method: "POST", path: "/folders", params, control: options });
}
