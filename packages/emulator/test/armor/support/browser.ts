import { readPage, type Page } from "./page.js";
import { user, type ArmorResponse, type Service } from "./service.js";

/** Query members to add, or to leave out where undefined. */
export type QueryChange = Readonly<Record<string, string | undefined>>;

const usual = {
  response_type: "id_token",
  response_mode: "form_post",
  client_id: "b2264823-30a3-4706-bf48-4cf80dad76d3",
  redirect_uri: "https://amp.armor.com/",
};

export const serviceClient = { client_id: "d467ba47-2382-44cd-8779-5fb9a3abf69b" };

/** The authorize URL; the query isn't percent-encoded, as the Python client writes it. */
export function authorizePath(change: QueryChange = {}): string {
  const members = Object.entries({ ...usual, ...change }).filter(([, value]) => value !== undefined);
  return `/adfs/oauth2/authorize?${members.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** The response to a form, after redirects. */
export interface Reached extends ArmorResponse {
  readonly page: Page;
  /** The response to the form itself, before redirects. */
  readonly first: ArmorResponse;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  get(change?: QueryChange): Promise<Reached>;
  post(fields: Readonly<Record<string, string>>, change?: QueryChange): Promise<Reached>;
  /** Sends the first form: name and password. */
  signIn(
    credentials?: { readonly username: string; readonly password: string },
    change?: QueryChange,
  ): Promise<Reached>;
  /** Sends the second form, as the page has it. */
  confirm(page: Page, change?: QueryChange): Promise<Reached>;
}

/** A client that keeps cookies and follows redirects. */
export function createBrowser(service: Service, extraHeaders: Readonly<Record<string, string>> = {}): Browser {
  const cookies = new Map<string, string>();
  const call = async (method: string, path: string, body?: string): Promise<ArmorResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const type = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const headers = { ...type, ...(cookie === "" ? {} : { cookie }), ...extraHeaders };
    const response = await service.call(method, path, body === undefined ? { headers } : { headers, body });
    for (const [, name = "", value = ""] of response.setCookie.map((line) => /^([^=]+)=([^;]*)/.exec(line) ?? [])) {
      cookies.set(name, value);
    }
    return response;
  };
  const reach = async (first: ArmorResponse): Promise<Reached> => {
    const { pathname, search } = new URL(first.headers["location"] ?? service.url);
    const response = first.status === 302 ? await call("GET", `${pathname}${search}`) : first;
    return { ...response, page: readPage(response.text), first };
  };
  const post: Browser["post"] = async (fields, change) =>
    reach(await call("POST", authorizePath(change), new URLSearchParams(fields).toString()));
  return {
    cookies,
    get: async (change) => reach(await call("GET", authorizePath(change))),
    post,
    signIn: ({ username, password } = user, change) =>
      post({ UserName: username, Password: password, AuthMethod: "FormsAuthentication" }, change),
    confirm: (page, change) => post(fieldsOf(page), change),
  };
}

/** What the first form of a page would send. */
export function fieldsOf({ forms }: Page): Record<string, string> {
  return Object.fromEntries((forms[0]?.inputs ?? []).map(({ name = "", value = "" }) => [name, value]));
}

/** Logs in by v2 and gives the id_token. */
export async function getIdToken(browser: Browser, change: QueryChange = {}): Promise<string> {
  const { page } = await browser.signIn(user, change);
  const last = page.title === "Working..." ? page : (await browser.confirm(page, change)).page;
  const { name, value } = last.inputs[0] ?? {};
  if (name !== "id_token" || value === undefined) throw new TypeError(`No id_token on the page ${last.title}`);
  return value;
}
