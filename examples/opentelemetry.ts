// Turns the diagnostics events of all sessions into OpenTelemetry spans: one span for each call, with an event for each
// retry and each re-authentication. Run it to see the spans of three calls.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { SpanKind, SpanStatusCode, trace, type Attributes, type Span, type Tracer } from "@opentelemetry/api";
import { ConsoleSpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { startEmulator } from "@org/emulator";
import { createSession } from "@org/http-core";

interface Facts {
  readonly callId: string;
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly code?: string;
  readonly attempts?: number;
  readonly scheme?: string;
  readonly reason?: string;
  readonly delayMs?: number;
}

/**
 * Opens a span for each call of every session in this process. The URLs in the events are redacted already.
 *
 * @param tracer - creates the spans; the parent of a call's span is the span that is active when the call starts
 * @returns a function that stops it
 */
export function traceCalls(tracer: Tracer): () => void {
  const open = new Map<string, Span>();
  const listeners: Record<string, (facts: Facts) => void> = {
    request: ({ callId, method, url }) => {
      const attributes = { "http.request.method": method, "url.full": url, "server.address": new URL(url).hostname };
      open.set(callId, tracer.startSpan(method, { kind: SpanKind.CLIENT, attributes }));
    },
    retry: ({ callId, reason, delayMs }) => open.get(callId)?.addEvent("retry", known({ reason, delayMs })),
    reauth: ({ callId, scheme, status }) => open.get(callId)?.addEvent("reauthentication", known({ scheme, status })),
    response: (facts) => {
      const span = open.get(facts.callId);
      open.delete(facts.callId);
      if (span !== undefined) end(span, facts);
    },
  };
  const subscriptions = Object.entries(listeners).map(([name, listener]) => {
    const onMessage = (message: unknown): void => listener(message as Facts);
    subscribe(`org:http-core:${name}`, onMessage);
    return () => unsubscribe(`org:http-core:${name}`, onMessage);
  });
  return () => subscriptions.forEach((stop) => stop());
}

/** Ends a span, with attributes named by OpenTelemetry's semantic conventions for HTTP clients. */
function end(span: Span, { status, code, attempts = 1 }: Facts): void {
  const problem = code ?? (status !== undefined && status >= 400 ? String(status) : undefined);
  const resent = attempts > 1 ? attempts - 1 : undefined;
  const names = { "http.response.status_code": status, "http.request.resend_count": resent, "error.type": problem };
  span.setAttributes(known(names));
  if (problem !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function known(attributes: Record<string, string | number | undefined>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

async function main(): Promise<void> {
  const provider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })],
  });
  trace.setGlobalTracerProvider(provider);
  const stop = traceCalls(trace.getTracer("@org/http-core"));
  const emulator = await startEmulator();
  const session = createSession({ baseUrl: emulator.http, throwHttpErrors: false });
  for (const path of ["/api/v1/vigiles/heartbeat", "/nowhere", "/login?token=never-shown"]) await session.get(path);
  await session.close();
  await emulator.close();
  stop();
}

if (import.meta.main) await main();
