import { Hono } from "hono";
import type { ArmorContext, ArmorEnv } from "../http/context.js";
import { listResponse } from "../http/entity-range.js";
import { json, notFound } from "../http/json-response.js";
import { personJson } from "../responses/person.js";
import type { Person } from "../responses/person.js";
import type { ArmorState } from "../state.js";

const otherPeople: readonly Person[] = [
  { id: 1001, email: "sam@example.com", firstName: "Sam", lastName: "Sample", isMfaEnabled: true, isEnabled: true },
  { id: 1002, email: "kim@example.com", firstName: "Kim", lastName: "Muster", isMfaEnabled: false, isEnabled: true },
  { id: 1003, email: "old@example.com", firstName: "Lou", lastName: "Former", isMfaEnabled: false, isEnabled: false },
];

/** Creates the routes for the people of an account and their lockouts. */
export function userRoutes(state: ArmorState): Hono<ArmorEnv> {
  const app = new Hono<ArmorEnv>();
  const nowMs = state.clock.nowMs();
  app.get("/", (c) => {
    const people = peopleOf(c, state).map((person) => personJson(person, nowMs));
    return listResponse(c, people, state.settings);
  });
  app.get("/:id{[0-9]+}", (c) => {
    const person = peopleOf(c, state).find(({ id }) => id === Number(c.req.param("id")));
    return person === undefined ? notFound() : json(personJson(person, nowMs));
  });
  app.get("/LockedOut/:account{[0-9]+}/:email", (c) => json(state.lockout.isLocked(c.req.param("email"))));
  app.post("/unlock/:account{[0-9]+}/:email", (c) => {
    state.lockout.reset(c.req.param("email"));
    return json(true);
  });
  return app;
}

/** Returns the users of the account, and three people who are not users of the service. */
function peopleOf(c: ArmorContext, { users }: ArmorState): Person[] {
  const members = users.all.filter(({ accounts }) => accounts.some(({ id }) => id === c.var.accountId));
  const people = members.map(({ id, username, mfa }) => {
    const names = { firstName: "Alex", lastName: "Example" };
    return { id, email: username, ...names, isMfaEnabled: mfa.outcome !== "off", isEnabled: true };
  });
  return [...people, ...otherPeople];
}
