import type { VigilesRequest } from "./route.js";
import { findFolder, findGroup } from "../store/find.js";
import type { Folder, Group } from "../store/state.js";

/** The group that a request names: `group_token`, or `product_token` in the older edition; undefined without either. */
export function findRequestedGroup({ params, state }: VigilesRequest): Group | undefined {
  const token = params.text("group_token") ?? params.text("product_token");
  return token === undefined ? undefined : findGroup(state, token);
}

/** The folder that a request names, if it does. */
export function findRequestedFolder({ params, state }: VigilesRequest): Folder | undefined {
  const token = params.text("folder_token");
  return token === undefined ? undefined : findFolder(state, token);
}
