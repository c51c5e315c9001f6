/** An error that the service reports to the client, as JSON with `status_code` and `message`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The status of the response. */
  readonly status: 400 | 403 | 404 | 405 | 412;

  constructor(status: ApiError["status"], message: string) {
    super(message);
    this.status = status;
  }
}
