import type { VigilesStateOptions } from "./create-state.js";
import { addGroup } from "./groups.js";
import type { Group, VigilesState } from "./state.js";
import { createTokenIssuer } from "./token-issuer.js";

/** The version of the saved data. It must change with its structure. */
const format = 1;
const mapMark = "$map";

/**
 * Writes the data of the service as text.
 *
 * @param state - the state of a running service
 */
export function saveState({ clock: _clock, users: _users, tokens, ...rest }: VigilesState): string {
  return JSON.stringify({ format, issued: tokens.issued, ...rest }, (_, value: unknown) =>
    value instanceof Map ? { [mapMark]: [...value] } : value,
  );
}

/**
 * Restores the state of the service. Users who are new get a Private Workspace.
 *
 * @param text - the result of `saveState`
 * @throws TypeError for any other text
 */
export function restoreState(text: string, { clock, users }: VigilesStateOptions): VigilesState {
  const { format: _format, issued, ...saved } = readSaved(text);
  const state: VigilesState = { ...saved, clock, users, tokens: createTokenIssuer(issued) };
  const owners = new Set([...state.groups.values()].map(({ owner }: Group) => owner));
  for (const { email } of users) if (!owners.has(email)) addGroup(state, { name: "Private Workspace", owner: email });
  return state;
}

type Saved = Omit<VigilesState, "clock" | "users" | "tokens"> & { readonly format: number; readonly issued: number };

function readSaved(text: string): Saved {
  const saved = parseJson(text);
  if (typeof saved === "object" && saved !== null && "format" in saved && saved.format === format)
    return saved as Saved;
  throw new TypeError("The saved state of Vigiles is from another version; remove the file to start without it");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => {
      const entries = typeof value === "object" && value !== null && mapMark in value ? value[mapMark] : undefined;
      return Array.isArray(entries) ? new Map(entries as [unknown, unknown][]) : value;
    });
  } catch {
    return undefined;
  }
}
