import type { Api, CallControl } from "../api/api.js";
import { checkText } from "../validation/choices.js";
import { listing, type Listing } from "../api/listing.js";
import { narrowest, type PlaceTokens } from "../configuration/choose-location-tokens.js";
import { checkTokens } from "../validation/tokens.js";

/** A folder as lists show it. `product_token` stands in for `group_token` in the products edition. */
export interface Folder {
  readonly folder_token: string;
  readonly folder_name: string;
  readonly folder_description?: string;
  readonly creation_date?: string;
  readonly group_token?: string;
  readonly product_token?: string;
}

/** A folder as its creation answers it. */
export interface CreatedFolder {
  readonly folder_name: string;
  readonly folder_token: string;
  readonly group_token?: string;
  readonly description?: string;
  readonly creation_date?: string;
}

/** Which folders. In the products edition only `productToken` counts. */
export interface ListFoldersOptions extends CallControl, PlaceTokens {
  readonly archivedOnly?: boolean | undefined;
}

/** Where a folder is made. */
export interface CreateFolderOptions extends CallControl, PlaceTokens {
  readonly description?: string | undefined;
}

/** Operations on folders. All but `list` exist in the groups edition only. */
export interface Folders {
  list(options?: ListFoldersOptions): Listing<Folder>;
  /** @throws VigilesError `VALUE_INVALID`, `TOKEN_INVALID`, `EDITION_MISMATCH` */
  create(folderName: string, options?: CreateFolderOptions): Promise<CreatedFolder>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `EDITION_MISMATCH` */
  archive(folderTokens: readonly string[], control?: CallControl): Promise<unknown>;
  /** @throws VigilesError `TOKEN_INVALID`, `TOKEN_MISSING`, `EDITION_MISMATCH` */
  unarchive(folderTokens: readonly string[], control?: CallControl): Promise<unknown>;
}

/** @param api - what the operations call */
export function folderOperations(api: Api): Folders {
  const change = async (to: "archive" | "unarchive", tokens: readonly string[], control?: CallControl) => {
    await api.need("groups", `folders.${to}`);
    const params = { tokens: checkTokens("folderTokens", tokens) };
    return api.json({ method: "PATCH", path: `/folders/${to}`, params, control });
  };
  return {
    list: (options = {}) => listing(() => list(api, options)),
    create: (folderName, options = {}) => create(api, folderName, options),
    archive: (tokens, control) => change("archive", tokens, control),
    unarchive: (tokens, control) => change("unarchive", tokens, control),
  };
}

async function list(api: Api, options: ListFoldersOptions): Promise<Folder[]> {
  const place = await api.place(options);
  const products = (await api.edition()) === "products";
  const params = products
    ? { product_token: place.top }
    : { ...narrowest(place, "group_token"), archived_only: options.archivedOnly ? true : undefined };
  return api.list<Folder>({ method: "GET", path: "/folders", params, control: options });
}

async function create(api: Api, folderName: string, options: CreateFolderOptions): Promise<CreatedFolder> {
  await api.need("groups", "folders.create");
  const params = {
    folder_name: checkText("folderName", folderName),
    description: options.description || undefined,
    ...narrowest(await api.place(options), "group_token"),
  };
  return api.object<CreatedFolder>({ method: "POST", path: "/folders", params, control: options });
}
