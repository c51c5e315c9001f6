import type { Folder, Group, VigilesState } from "./state.js";

/** What a new folder is made of. */
export interface NewFolder {
  readonly name: string;
  readonly description?: string | undefined;
  readonly group: string;
  readonly parent?: string | undefined;
  /** Default: a new one. */
  readonly token?: string;
}

/** Adds a folder to a group, or to another folder of it. */
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

/** Finds a folder by its name right under a group or folder, or adds it there. */
export function ensureFolder(state: VigilesState, name: string, group: Group, parent: Folder | undefined): Folder {
  const found = [...state.folders.values()].find(
    (folder) => folder.group === group.token && folder.parent === parent?.token && folder.name === name,
  );
  return found ?? addFolder(state, { name, group: group.token, parent: parent?.token });
}
