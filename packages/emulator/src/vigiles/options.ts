/** A user whose signed requests the Vigiles service accepts. */
export interface VigilesUser {
  /** The e-mail address that the client sends as a parameter. */
  readonly email: string;
  /** The HMAC key, as a key file holds it. */
  readonly key: string;
}

/** The options of the Vigiles service. */
export interface VigilesOptions {
  /** The users; the emulator writes a key file for the first one. Default: one user. */
  readonly users?: readonly VigilesUser[];
  /**
   * Whether a new service also has the groups, folders, members and SBOMs that the recorded requests of the original
   * clients name by short tokens, such as `G-0`. Default: false. Saved data is loaded as it is.
   */
  readonly seedVectors?: boolean;
}
