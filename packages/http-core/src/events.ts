import type * as diagnostics from "node:diagnostics_channel";
import { redactUrl } from "./redaction/redact.js";
import { findBuiltin } from "./util/platform/runtime.js";

/** Fields of an event. Its URL is redacted when the event is published. */
export interface EventFacts {
  /** The method of the request, in upper case. */
  readonly method?: string | undefined;
  /** The URL of the request. */
  readonly url?: string | undefined;
  readonly [fact: string]: unknown;
}

/** One channel of `node:diagnostics_channel`. In a browser it has no subscribers. */
export interface EventChannel {
  /** True if the channel has a subscriber. */
  readonly hasSubscribers: boolean;
  /**
   * Publishes an event if the channel has a subscriber.
   *
   * @param facts - builds the event's fields; called only if there is a subscriber
   */
  publish(facts: () => EventFacts): void;
}

/** The events of all sessions: `org:http-core:request`, `:response`, `:reauth`, `:credential` and `:retry`. */
export const events: Readonly<Record<"request" | "response" | "reauth" | "credential" | "retry", EventChannel>> = {
  request: eventChannel("request"),
  response: eventChannel("response"),
  reauth: eventChannel("reauth"),
  credential: eventChannel("credential"),
  retry: eventChannel("retry"),
};

function eventChannel(name: string): EventChannel {
  const library = findBuiltin("node:diagnostics_channel") as typeof diagnostics | undefined;
  const target = library?.channel(`org:http-core:${name}`);
  return {
    get hasSubscribers() {
      return target?.hasSubscribers === true;
    },
    publish(facts) {
      if (target?.hasSubscribers !== true) return;
      const event = facts();
      target.publish(event.url === undefined ? event : { ...event, url: redactUrl(event.url) });
    },
  };
}
