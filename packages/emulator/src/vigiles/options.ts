/** Someone whose signed requests Vigiles accepts. */
export interface VigilesUser {
  readonly email: string;
  /** The HMAC key, as it stands in a key file. */
  readonly key: string;
}

/** What the Vigiles service is started with. */
export interface VigilesOptions {
  /** Default: one user whose key file the emulator writes. */
  readonly users?: readonly VigilesUser[];
}
