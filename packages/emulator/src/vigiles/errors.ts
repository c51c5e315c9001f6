/** A request that the service turns down, answered as JSON with `status_code` and `message`. */
export class ApiError extends Error {
  override readonly name = "Refusal";
  readonly status: 400 | 403 | 404 | 405 | 412;

  constructor(status: ApiError["status"], message: string) {
    super(message);
    this.status = status;
  }
}
