/** Answers of a sandbox, recorded: a list as it is, and as it is a while later. */
import { mkdir, writeFile } from "node:fs/promises";
import { join as pathOf } from "node:path";

import { cut, join, replaced, type Answer } from "./records.js";
import { answerFile, system, works, type Work } from "./work.js";

interface Credentials {
  mpdx: { base_path: string; token: string };
  agilenow: { base_path: string; client_id: string; client_secret: string };
  swift: { base_path: string; token: string };
}

/** Where a system's records are in an answer, and what an edit changes in one. */
const shapes = {
  "mpdx/key-accounts": { marker: '"data":[', name: "last_name", moments: ["updated_at", "updated_in_db_at"] },
  "mpdx/organization-accounts": { marker: '"data":[', name: "username", moments: ["updated_at", "updated_in_db_at"] },
  "agilenow/accounts": { marker: '"Data":[', name: "LastName", moments: ["ModifiedOn"] },
  "swift/accounts": { marker: '"items":[', name: "name", moments: ["updated_at"] },
} as const;

/** Later than any other moment of the sandbox. */
const changed = '"2025-07-01T08:30:00Z"';

/** The largest page that the systems other than MPDX give. */
const mostOnAPage = 1000;

/** Records the answers at every size. */
export async function record(origin: string, folder: string, sizes: readonly number[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const credentials = (await (await fetch(`${origin}/sandbox/credentials`)).json()) as Credentials;
  for (const work of works) {
    for (const size of sizes) {
      const files = (["older", "newer"] as const).map((which) => pathOf(folder, answerFile(work, size, which)));
      const answer = await fetched(origin, credentials, work, size + added(size));
      const [older, newer] = readings(work, answer, size);
      await writeFile(files[0]!, older);
      await writeFile(files[1]!, newer);
      console.log(`recorded ${size} of ${work.resource}: ${Buffer.byteLength(older)} bytes`);
    }
  }
}

function added(size: number): number {
  return Math.ceil(size / 500);
}

/** The list with so many accounts, and a while later: 1 in 100 changed, 1 in 500 gone, 1 in 500 new. */
export function readings(work: Work, answer: Answer, size: number): [older: string, newer: string] {
  const { name, moments } = shapes[work.resource];
  const older = answer.records.slice(0, size);
  const newer = answer.records
    .slice(0, size + added(size))
    .map((record, place) => {
      if (place >= size || place % 100 !== 7) return record;
      const renamed = replaced(record, name, JSON.stringify(`Changed ${place}`));
      return moments.reduce((later, moment) => replaced(later, moment, changed), renamed);
    })
    .filter((_, place) => place % 500 !== 50);
  return [join(answer, older), join(answer, newer)];
}

async function fetched(origin: string, credentials: Credentials, work: Work, count: number): Promise<Answer> {
  const { marker } = shapes[work.resource];
  if (system(work) === "mpdx") return cut(await mpdx(origin, credentials, work, count), marker);
  const pages = system(work) === "agilenow" ? agilenow(origin, credentials) : swift(origin, credentials);
  let answer: Answer | undefined;
  const records: string[] = [];
  while (records.length < count) {
    answer = cut(await pages(Math.min(count, mostOnAPage)), marker);
    if (answer.records.length === 0) throw new Error(`the sandbox has only ${records.length} of ${work.resource}`);
    records.push(...answer.records);
  }
  return { ...answer!, records: records.slice(0, count) };
}

/** MPDX gives as many on a page as are asked for. */
function mpdx(origin: string, { mpdx }: Credentials, work: Work, count: number): Promise<string> {
  const include = work.resource === "mpdx/organization-accounts" ? "&include=organization,person" : "";
  const path = work.resource.split("/")[1]!.replace("-", "_");
  return text(`${origin}${mpdx.base_path}user/${path}?page=1&per_page=${count}&sort=created_at${include}`, {
    authorization: `Bearer ${mpdx.token}`,
    accept: "application/vnd.api+json",
    "content-type": "application/vnd.api+json",
  });
}

function agilenow(origin: string, { agilenow }: Credentials): (size: number) => Promise<string> {
  const root = origin + agilenow.base_path;
  let token: string | undefined;
  let page = 0;
  return async (size) => {
    token ??= await agilenowToken(root, agilenow);
    const query = `Orders=CreatedOn%20ASC&PageSize=${size}&CurrentPage=${page++}`;
    return text(`${root}Endpoint/rest/api/v1/Accounts?${query}`, { authorization: `Bearer ${token}` });
  };
}

async function agilenowToken(root: string, client: Credentials["agilenow"]): Promise<string> {
  const { client_id, client_secret } = client;
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret, scope: "*" });
  const answer = await fetch(`${root}oAuth/rest/v2/Token`, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

function swift(origin: string, { swift }: Credentials): (size: number) => Promise<string> {
  let after = "";
  return async (size) => {
    const query = `limit=${size}${after && `&after=${encodeURIComponent(after)}`}`;
    const page = await text(`${origin}${swift.base_path}api/v1/accounts?${query}`, {
      authorization: `Bearer ${swift.token}`,
    });
    after = /"after":"([^"]*)"/.exec(page.slice(page.lastIndexOf("]")))?.[1] ?? "";
    return page;
  };
}

async function text(address: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(address, { headers });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}
