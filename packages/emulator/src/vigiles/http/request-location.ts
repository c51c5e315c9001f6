import { findFolder, findGroup } from "../store/find.js";
import type { Folder, Group } from "../store/state.js";
import type { VigilesRequest } from "./route.js";

/**
 * Finds the group that a request names: by `group_token`, or by `product_token` in the products edition.
 *
 * @returns undefined if the request names none
 * @throws ApiError 404 for an unknown token
 */
export function findRequestedGroup({ params, state }: VigilesRequest): Group | undefined {
  const token = params.text("group_token") ?? params.text("product_token");
  return token === undefined ? undefined : findGroup(state, token);
}

/**
 * Finds the folder that a request names by `folder_token`.
 *
 * @returns undefined if the request names none
 * @throws ApiError 404 for an unknown token
 */
export function findRequestedFolder({ params, state }: VigilesRequest): Folder | undefined {
  const token = params.text("folder_token");
  return token === undefined ? undefined : findFolder(state, token);
}
