/** What the types promise, held to it by the compiler. Nothing here runs. */
import {
  Roster,
  type AnyResource,
  type Group,
  type KeyAccount,
  type KeyAccountValues,
  type Resource,
  type RosterError,
  type Unread,
} from "roster-wasm";

declare const mpdx: ReturnType<typeof Roster.mpdx>;
declare const agilenow: ReturnType<typeof Roster.agilenow>;

// Every resource can be treated like any other.
export const all: AnyResource[] = [mpdx.keyAccounts, mpdx.organizationAccounts, agilenow.accounts];
export const typed: Resource<KeyAccount, KeyAccountValues> = mpdx.keyAccounts;

export async function uses(): Promise<unknown[]> {
  const account = await mpdx.keyAccounts.get("54ecd774-ac41-4026-a103-03893eedeb53");
  const name: string | null | undefined = account.first_name;
  // @ts-expect-error: there is no such field.
  account.frist_name;
  // @ts-expect-error: an update cannot send it.
  await mpdx.keyAccounts.update(account.id, { created_at: "2022-01-12T17:17:58Z" });
  // @ts-expect-error: it is true or false.
  await mpdx.keyAccounts.create({ primary: 7 });
  // @ts-expect-error: a token is needed.
  Roster.mpdx({ baseUrl: "https://api.mpdx.org/api/v2/" });
  const organization = await mpdx.organizationAccounts.get("a4ebf99b-5e93-4dd1-bc8b-639b44025c92");
  const reference: string | undefined = organization.organization?.id;
  await mpdx.organizationAccounts.update(organization.id, { organization: organization.organization, password: "x" });
  const accounts = await agilenow.accounts.load();
  const draft = accounts.edit("7");
  draft.set("LanguageId", "fi-FI");
  // @ts-expect-error: nothing may set it.
  draft.set("TenantId", "7");
  const kept: (KeyAccount | undefined)[] = (await mpdx.keyAccounts.read(new ArrayBuffer(2))).page(0, 1);
  // @ts-expect-error: bytes are read, not text.
  await mpdx.keyAccounts.read("{}");
  const names: (string | null)[] = (await mpdx.organizationAccounts.references("organization")).map(({ name }) => name);
  // @ts-expect-error: there is no such field.
  await mpdx.organizationAccounts.references("organisation");
  const { count, errors }: Unread = accounts.unread;
  const wrong: RosterError | undefined = errors[0];
  const groups: Group[] = accounts.groups("LanguageId");
  // @ts-expect-error: a group tells, and takes nothing.
  for (const group of groups) group.count = 0;
  const ids: string[] = accounts.ids(0, 2);
  return [name, reference, kept, names, count, wrong, ids];
}
