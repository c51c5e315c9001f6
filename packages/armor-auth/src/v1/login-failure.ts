import { readErrorText, retryAfterMs, serverMessage, type Clock, type HttpResponse, type Secret } from "@org/http-core";
import { isHtml, isRecord, omitUndefined, parseJson } from "@org/http-core/authoring";
import { ArmorLoginError, type ArmorLoginReason } from "../errors.js";

/** The requests of a v1 login, as messages name them. */
export type LoginStep = "authorize" | "token" | "reissue";

/** The statuses of each step that reject the secret. A refused code says nothing about the password. */
const rejectedStatuses: Readonly<Record<LoginStep, readonly number[]>> = {
  authorize: [401, 403, 423],
  token: [],
  reissue: [400, 401, 403],
};

/**
 * Turns the response of a failed login request into an error.
 *
 * @param step - the request
 * @param response - has a status other than 2xx
 * @param secrets - masked in the service's own message, which the error quotes
 * @param clock - to read a `Retry-After` that is a date
 */
export async function readLoginFailure(
  step: LoginStep,
  response: HttpResponse,
  secrets: readonly Secret[],
  clock: Clock,
): Promise<ArmorLoginError> {
  const { status, headers } = response;
  const text = await readErrorText(response);
  const body = parseJson(text) ?? text;
  const reason = reasonOf(step, response);
  const message = serverMessage(
    body,
    secrets.map((secret) => secret.reveal()),
  );
  const quote = message === undefined ? "" : `: ${message}`;
  return new ArmorLoginError(reason, `${describe(step, reason)} (status ${status}${quote})`, {
    status,
    ...omitUndefined({ retryAfterMs: retryAfterMs(headers, clock), badLogonCount: badLogonCountOf(body) }),
  });
}

function reasonOf(step: LoginStep, { status, headers }: HttpResponse): ArmorLoginReason {
  if (status === 429) return "throttled";
  // Armor sends JSON. An HTML page with 403 comes from a firewall, which has not checked the password.
  if (status === 403 && isHtml(headers)) return "unexpected-response";
  if (rejectedStatuses[step].includes(status)) return step === "reissue" ? "reissue-refused" : "wrong-password";
  return status >= 500 ? "service-error" : "unexpected-response";
}

function describe(step: LoginStep, reason: ArmorLoginReason): string {
  if (reason === "wrong-password") return "Armor refused the user name or password; correct it before you try again";
  if (reason === "throttled") return `Armor is limiting ${step} requests: try again later`;
  return `Armor's response to ${step} is not a token`;
}

/** The service uses several spellings of the name. */
function badLogonCountOf(body: unknown): number | undefined {
  if (!isRecord(body)) return undefined;
  const [, count] = Object.entries(body).find(([name]) => name.toLowerCase() === "badlogoncount") ?? [];
  return Number.isSafeInteger(count) ? (count as number) : undefined;
}
