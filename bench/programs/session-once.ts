// One request of a session over got.
import { createSession } from "@org/http-core";

const session = createSession({ baseUrl: process.argv[2] ?? "" });
await (await session.get("/small")).json();
await session.close();
