import { readVariable } from "@org/linuxlink-auth/files";

/** A setting that a variable can make. */
export type VariableSetting =
  | "email"
  | "key"
  | "keyFile"
  | "dashConfig"
  | "server"
  | "edition"
  | "logLevel"
  | "caBundle"
  | "proxy";

/** Environment variables by setting. The first that is set is used; those after the first are names of other tools. */
export const variableNames: Readonly<Record<VariableSetting, readonly string[]>> = {
  email: ["VIGILES_EMAIL"],
  key: ["VIGILES_KEY"],
  keyFile: ["VIGILES_KEY_FILE"],
  dashConfig: ["VIGILES_DASHBOARD_CONFIG"],
  server: ["VIGILES_SERVER", "LINUXLINK_SERVER"],
  edition: ["VIGILES_EDITION"],
  logLevel: ["VIGILES_LOG_LEVEL", "LOG_LEVEL"],
  caBundle: ["VIGILES_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"],
  proxy: ["VIGILES_PROXY"],
};

/** A variable that is set. */
export interface FoundVariable {
  /** For example `VIGILES_SERVER`. */
  readonly name: string;
  /** Not empty. */
  readonly value: string;
}

/**
 * Finds the variable that makes a setting. An empty variable is treated as unset.
 *
 * @param env - environment variables
 * @param setting - selects the names
 */
export function findVariable(
  env: Readonly<Record<string, string | undefined>>,
  setting: VariableSetting,
): FoundVariable | undefined {
  for (const name of variableNames[setting]) {
    const value = readVariable(env, name)?.trim();
    if (value) return { name, value };
  }
  return undefined;
}
