import type { Folder, Group, VigilesState } from "./state.js";

/** The content of a new folder. */
export interface NewFolder {
  /** The name. */
  readonly name: string;
  /** The description. Default: empty. */
  readonly description?: string | undefined;
  /** The token of its group. */
  readonly group: string;
  /** The token of the folder that contains it. Default: none. */
  readonly parent?: string | undefined;
  /** The token. Default: a new one. */
  readonly token?: string;
}

/** Adds a folder to a group, or to another folder of the group. */
export function addFolder(state: VigilesState, { name, description = "", group, parent, token }: NewFolder): Folder {
  const folder: Folder = {
    token: token ?? state.tokens.issue(),
    name,
    description,
    group,
    parent,
    createdMs: state.clock.nowMs(),
    archived: false,
  };
  state.folders.set(folder.token, folder);
  return folder;
}

/** Finds the folder with this name directly in a group or folder, or adds it there. */
export function ensureFolder(state: VigilesState, name: string, group: Group, parent: Folder | undefined): Folder {
  const found = [...state.folders.values()].find(
    (folder) => folder.group === group.token && folder.parent === parent?.token && folder.name === name,
  );
  return found ?? addFolder(state, { name, group: group.token, parent: parent?.token });
}
