/** Response to a deletion, and to a custom score. */
export interface DeleteResult {
  /** True if the service carried out the request. Operations throw if it is `false`. */
  readonly success: boolean;
  /** Text of the service. */
  readonly message?: string;
}
