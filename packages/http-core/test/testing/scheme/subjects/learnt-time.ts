import { createHmac } from "node:crypto";
import { Secret, type AnyAuthScheme, type AuthScheme, type ResponseHead } from "../../../../src/index.js";
import type { SchemeSubject, SubjectOptions } from "../../../../src/testing/index.js";

const origin = "https://time.example.com";
const maxSkewMs = 30_000;

/** Signs the time, and learns from a refusal how far the machine's clock is from the server's. */
function timeAuth(key: string): AuthScheme<void, void, number> {
  const secret = new Secret(key);
  const skewOf = ({ status, headers }: ResponseHead, sentMs: number): number | undefined => {
    const skewMs = Date.parse(headers.get("date") ?? "") - sentMs;
    return status === 401 && Math.abs(skewMs) > maxSkewMs / 2 ? skewMs : undefined;
  };
  return {
    name: "time",
    origins: [origin],
    secrets: { headers: ["x-signature"] },
    identity: () => ({ principal: "", secret }),
    apply(request, _credential, { clock, state: skewMs = 0 }) {
      const time = String(clock.nowMs() + skewMs);
      return request.with({ headers: { "x-time": time, "x-signature": sign(secret.reveal(), time) } });
    },
    observe(response, { request, clock, state }) {
      const isRefused = skewOf(response, Number(request.headers.get("x-time"))) !== undefined;
      return isRefused ? Date.parse(response.headers.get("date") ?? "") - clock.nowMs() : state;
    },
    classify(response, { request }) {
      if (skewOf(response, Number(request.headers.get("x-time"))) !== undefined) return "challenged";
      return response.status === 401 ? "rejected" : "accepted";
    },
  };
}

/** The scheme with a service that checks the time by its own clock, and leaves the date to the suite. */
export function timeSubject({ clock, wrongSecret }: SubjectOptions): SchemeSubject {
  const [right, wrong] = ["time-key-5a02", "time-key-0000"];
  const key = wrongSecret ? wrong : right;
  let behindMs = 0;
  return {
    scheme: timeAuth(key) as AnyAuthScheme,
    protectedUrl: `${origin}/things`,
    secrets: () => [key],
    expireState: () => void (behindMs += 600_000),
    service: ({ url, headers }) => {
      if (!url.startsWith(origin)) return undefined;
      const nowMs = clock.nowMs() - behindMs;
      const time = headers.get("x-time") ?? "";
      const isInTime = Math.abs(Number(time) - nowMs) <= maxSkewMs;
      const isProven = isInTime && headers.get("x-signature") === sign(right, time);
      const date = behindMs === 0 ? {} : { date: new Date(nowMs).toUTCString() };
      return { status: isProven ? 200 : 401, headers: date };
    },
  };
}

function sign(key: string, time: string): string {
  return createHmac("sha256", key).update(time).digest("hex");
}
