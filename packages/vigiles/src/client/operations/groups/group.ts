import { VigilesError } from "../../../errors.js";
import type { Api } from "../../api/api.js";

/** A group, as lists show it. */
export interface Group {
  /** Name of the group. */
  readonly name: string;
  /** What its owner wrote about it. */
  readonly description?: string;
  /** The token by which operations select the group. */
  readonly token: string;
  /** Kind of the group, for example a private workspace. */
  readonly group_type?: string;
  /** Token of the organization that owns it. */
  readonly organization_token?: string;
}

/** Response to a change of a group. */
export interface Acknowledgement {
  /** What was done, as text of the service. */
  readonly message: string;
  /** The HTTP status, which the service also puts into the body. */
  readonly status_code: number;
}

/**
 * Returns the token of the group that an operation is about: the one given, otherwise the configured one.
 *
 * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`
 */
export async function requireGroup(api: Api, groupToken: string | undefined): Promise<string> {
  const { groupOrProduct } = await api.location({ groupToken });
  if (groupOrProduct !== undefined) return groupOrProduct;
  throw new VigilesError("TOKEN_MISSING", "No group: give groupToken, or configure one with a dashboard config");
}
