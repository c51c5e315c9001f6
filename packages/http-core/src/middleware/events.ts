import { channel, type Channel } from "node:diagnostics_channel";
import { redactUrl } from "../redaction/redact.js";

/** Facts of an event. A `url` is redacted when it is published. */
export interface EventFacts {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly [fact: string]: unknown;
}

/** One channel of `node:diagnostics_channel`; the facts are only gathered when somebody listens. */
export interface EventChannel {
  readonly isHeard: boolean;
  publish(facts: () => EventFacts): void;
}

/** The events of every session: `org:http-core:request`, `:response`, `:reauth` and `:retry`. */
export const events: Readonly<Record<"request" | "response" | "reauth" | "retry", EventChannel>> = {
  request: redacting("request"),
  response: redacting("response"),
  reauth: redacting("reauth"),
  retry: redacting("retry"),
};

function redacting(name: string): EventChannel {
  const target: Channel = channel(`org:http-core:${name}`);
  return {
    get isHeard() {
      return target.hasSubscribers;
    },
    publish(facts) {
      if (!target.hasSubscribers) return;
      const known = facts();
      target.publish(known.url === undefined ? known : { ...known, url: redactUrl(known.url) });
    },
  };
}
