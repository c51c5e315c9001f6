import { VigilesError } from "../../../errors.js";
import type { Api } from "../../api/api.js";

/** A group as lists show it. */
export interface Group {
  readonly name: string;
  readonly description?: string;
  readonly token: string;
  readonly group_type?: string;
  readonly organization_token?: string;
}

/** What changes of a group answer with. */
export interface Acknowledgement {
  readonly message: string;
  readonly status_code: number;
}

/**
 * The group an operation is about: as given, else as configured.
 *
 * @param api - what is configured
 * @param groupToken - as given
 * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`
 */
export async function groupOf(api: Api, groupToken: string | undefined): Promise<string> {
  const { top } = await api.place({ groupToken });
  if (top !== undefined) return top;
  throw new VigilesError("TOKEN_MISSING", "No group: give groupToken, or configure one with a dashboard config");
}
