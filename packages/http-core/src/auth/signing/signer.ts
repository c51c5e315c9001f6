import { OriginStates } from "../state/origin-states.js";
import type { RejectionWindow } from "./rejection-window.js";

/** What the requests of one identity share if its scheme only signs requests. */
export class Signer {
  /** What the scheme has learnt from responses. */
  readonly states: OriginStates = new OriginStates();
  /** Limits how often a rejected secret is sent. */
  readonly rejections: RejectionWindow;

  /** @param rejections - of this identity */
  constructor(rejections: RejectionWindow) {
    this.rejections = rejections;
  }

  /** Forgets what was learnt. No session uses the identity any more. */
  close(): void {
    this.states.reset();
  }
}
