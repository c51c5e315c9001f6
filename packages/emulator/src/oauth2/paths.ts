/** The base path of the OAuth 2.0 server. It exists on loopback hosts only. */
export const oauth2Path: string = "/oauth2";

/** The path of its metadata by RFC 8414, which stands before the issuer's own path. */
export const oauth2MetadataPath: string = `/.well-known/oauth-authorization-server${oauth2Path}`;
