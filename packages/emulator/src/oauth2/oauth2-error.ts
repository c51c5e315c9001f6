/** A refusal (RFC 6749 section 5.2). */
export class OAuth2Error extends Error {
  /** The status of the response. */
  readonly status: 400 | 401;
  /** The error code. */
  readonly code: string;

  /**
   * @param code - as in RFC 6749 section 5.2
   * @param description - one sentence
   */
  constructor(code: string, description: string) {
    super(description);
    this.code = code;
    this.status = code === "invalid_client" ? 401 : 400;
  }
}
