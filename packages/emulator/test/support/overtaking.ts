/** Long enough for a test never to see its end. */
export const endlessMs = 3_600_000;

/**
 * True if the response to a request has not come when all responses to later requests have. So a delay is tested by the order
 * of responses, and not by the time that a slow machine takes.
 *
 * @param delayed - the request; its failure at the end of the test is ignored
 * @param sendLater - sends a later request
 */
export async function isOvertaken(delayed: Promise<unknown>, sendLater: () => Promise<unknown>): Promise<boolean> {
  let isOver = false;
  delayed.then(
    () => (isOver = true),
    () => {},
  );
  for (let count = 0; count < 3; count++) await sendLater();
  return !isOver;
}
