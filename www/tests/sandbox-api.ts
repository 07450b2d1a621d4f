/** The sandbox's own interfaces, as another client of the systems uses them. */
import { expect, type APIRequestContext, type APIResponse } from "@playwright/test";

interface Credentials {
  mpdx: { token: string };
  agilenow: { client_id: string; client_secret: string };
  swift: { token: string };
}

/** One record of MPDX. */
export interface Record {
  id: string;
  attributes: { [name: string]: unknown; updated_in_db_at: string };
}

const MPDX = "application/vnd.api+json";

/** Reads and changes accounts beside the dashboard. */
export class SandboxApi {
  private constructor(
    readonly request: APIRequestContext,
    readonly credentials: Credentials,
  ) {}

  static async open(request: APIRequestContext): Promise<SandboxApi> {
    return new SandboxApi(request, (await read(await request.get("/sandbox/credentials"))) as Credentials);
  }

  /** The key account at that place of the list, from 1. */
  async keyAccountAt(place: number): Promise<Record> {
    const answer = await this.#mpdx("get", `key_accounts?per_page=1&page=${place}`);
    const { data } = (await read(answer)) as { data: Record[] };
    const record = data[0];
    if (!record) throw new Error(`the sandbox has no key account ${place}`);
    return record;
  }

  async keyAccount(id: string): Promise<Record> {
    return ((await read(await this.#mpdx("get", `key_accounts/${id}`))) as { data: Record }).data;
  }

  /** HTTP status of a look at a key account. */
  async keyAccountStatus(id: string): Promise<number> {
    return (await this.#mpdx("get", `key_accounts/${id}`)).status();
  }

  /** Changes a key account, as somebody else would. */
  async changeKeyAccount(id: string, attributes: object): Promise<void> {
    const { updated_in_db_at } = (await this.keyAccount(id)).attributes;
    const data = { type: "key_accounts", attributes: { ...attributes, updated_in_db_at } };
    await read(await this.#mpdx("put", `key_accounts/${id}`, { data }));
  }

  async createKeyAccount(attributes: object): Promise<Record> {
    const data = { type: "key_accounts", attributes };
    return ((await read(await this.#mpdx("post", "key_accounts", { data }))) as { data: Record }).data;
  }

  /** AgileNow accounts of that username. */
  async agileNow(username: string): Promise<{ [name: string]: unknown }[]> {
    const { client_id, client_secret } = this.credentials.agilenow;
    const form = { grant_type: "client_credentials", client_id, client_secret };
    const { access_token } = (await read(await this.request.post("/oAuth/rest/v2/Token", { form }))) as {
      access_token: string;
    };
    const answer = await this.request.get("/Endpoint/rest/api/v1/Accounts", {
      params: { Filters: `Username = ${username}` },
      headers: { authorization: `Bearer ${access_token}` },
    });
    return ((await read(answer)) as { Data: { [name: string]: unknown }[] }).Data;
  }

  /** Every organization of MPDX. */
  async organizations(): Promise<{ id: string; name: string }[]> {
    const { token } = this.credentials.mpdx;
    const headers = { authorization: `Bearer ${token}`, accept: MPDX, "content-type": MPDX };
    const answer = await this.request.get("/api/v2/organizations?per_page=10000", { headers });
    const { data } = (await read(answer)) as { data: { id: string; attributes: { name: string } }[] };
    return data.map(({ id, attributes }) => ({ id, name: attributes.name }));
  }

  /** How many accounts each resource has. */
  async counts(): Promise<{ [resource: string]: number }> {
    return ((await read(await this.request.get("/sandbox/health"))) as { counts: { [resource: string]: number } }).counts;
  }

  #mpdx(method: "get" | "put" | "post", path: string, data?: object): Promise<APIResponse> {
    return this.request.fetch(`/api/v2/user/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.credentials.mpdx.token}`, "content-type": MPDX, accept: MPDX },
      ...(data ? { data: JSON.stringify(data) } : {}),
    });
  }
}

async function read(answer: APIResponse): Promise<unknown> {
  expect(answer.ok(), `${answer.url()}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.json();
}
