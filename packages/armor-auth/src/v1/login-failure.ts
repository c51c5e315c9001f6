import { retryAfterMs, scrub, serverMessage, type Clock, type HttpResponse, type Secret } from "@org/http-core";
import { ArmorLoginError, type ArmorLoginReason } from "../errors.js";

/** The steps of a v1 login, as messages name them. */
export type LoginStep = "authorize" | "token" | "reissue";

/** Statuses that mean a refusal. A code that was just issued says nothing about the password when it is refused. */
const refusals: Readonly<Record<LoginStep, readonly number[]>> = {
  authorize: [401, 403, 423],
  token: [],
  reissue: [400, 401, 403],
};

/**
 * The error that a login's answer amounts to.
 *
 * @param step - which request it answers
 * @param response - with a status other than 2xx
 * @param secrets - kept out of the message
 * @param clock - for a `Retry-After` with a date
 */
export async function loginFailure(
  step: LoginStep,
  response: HttpResponse,
  secrets: readonly Secret[],
  clock: Clock,
): Promise<ArmorLoginError> {
  const body = parsed(await response.text().catch(() => ""));
  const { status } = response;
  const reason = reasonOf(step, status);
  const words = serverMessage(body);
  const quoted =
    words === undefined
      ? ""
      : `: ${scrub(
          words,
          secrets.map((secret) => secret.reveal()),
        )}`;
  const waitMs = retryAfterMs(response.headers, clock);
  const badLogonCount = countIn(body);
  return new ArmorLoginError(reason, `${meaning(step, reason)} (status ${status}${quoted})`, {
    status,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    ...(badLogonCount === undefined ? {} : { badLogonCount }),
  });
}

function reasonOf(step: LoginStep, status: number): ArmorLoginReason {
  if (status === 429) return "throttled";
  if (refusals[step].includes(status)) return step === "reissue" ? "reissue-refused" : "wrong-password";
  return status >= 500 ? "service-error" : "unexpected-answer";
}

function meaning(step: LoginStep, reason: ArmorLoginReason): string {
  if (reason === "wrong-password") return "Armor refused the user name or password; correct it before the next try";
  if (reason === "throttled") return `Armor allows no further ${step} for now`;
  return `Armor's answer to ${step} is no token`;
}

function countIn(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const entry = Object.entries(body).find(([name]) => name.toLowerCase() === "badlogoncount");
  return Number.isSafeInteger(entry?.[1]) ? (entry?.[1] as number) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
