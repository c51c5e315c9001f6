import { user } from "./service.js";
import type { ArmorResponse, Service } from "./service.js";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function authorize(service: Service, { username, password }: Credentials = user): Promise<ArmorResponse> {
  return service.call("POST", "/auth/authorize", { body: { userName: username, password } });
}

export async function getCode(service: Service, credentials: Credentials = user): Promise<string> {
  return textMember(await authorize(service, credentials), "code");
}

export function redeem(service: Service, code: unknown): Promise<ArmorResponse> {
  return service.call("POST", "/auth/token", { body: { code, grant_type: "authorization_code" } });
}

/** Logs in by v1 and gives the `Authorization` header. */
export async function logIn(service: Service, credentials: Credentials = user): Promise<string> {
  return `FH-AUTH ${textMember(await redeem(service, await getCode(service, credentials)), "access_token")}`;
}

/** Returns a string member of a JSON response. */
export function textMember({ json, text, status }: ArmorResponse, name: string): string {
  const value = (json as Record<string, unknown> | undefined)?.[name];
  if (typeof value !== "string") throw new TypeError(`No ${name} in the response: ${status} ${text}`);
  return value;
}
