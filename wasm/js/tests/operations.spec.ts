/** Every operation of the four documents, through the public interface, in a plain page. */
import { expect, test } from "@playwright/test";

import { Site } from "./page.js";

let site: Site;
test.beforeAll(async () => {
  site = await Site.open();
});
test.afterAll(() => site.close());
test.beforeEach(({ page }) => site.visit(page));

test("a page lists the accounts of all four resources", async ({ page }) => {
  await page.evaluate(async () => {
    const list = document.querySelector("ul")!;
    const { mpdx, agilenow, swift } = window;
    for (const resource of [mpdx.keyAccounts, mpdx.organizationAccounts, agilenow.accounts, swift.accounts]) {
      for await (const account of resource.list({ pageSize: 250 })) {
        const item = document.createElement("li");
        item.className = resource.id;
        item.textContent = JSON.stringify(account);
        list.append(item);
      }
    }
  });
  for (const resource of ["mpdx/key-accounts", "mpdx/organization-accounts", "agilenow/accounts", "swift/accounts"]) {
    const count = await page.evaluate(async (id) => {
      const [system] = id.split("/");
      const { mpdx, agilenow, swift, roster } = window;
      const all: import("roster-wasm").AnyResource[] = [
        mpdx.keyAccounts,
        mpdx.organizationAccounts,
        agilenow.accounts,
        swift.accounts,
      ];
      const systems = (await roster.systems()).map((known) => known.id as string);
      if (!system || !systems.includes(system)) throw new Error(`no system ${system}`);
      return all.find((known) => known.id === id)!.count();
    }, resource);
    expect(count).toBeGreaterThan(20);
    await expect(page.locator(`li[class="${resource}"]`)).toHaveCount(count!);
  }
});

test("an answer that was kept is read as it was loaded", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const { origin, credentials } = window.sandbox;
    const accounts = window.mpdx.organizationAccounts;
    const answer = await fetch(
      `${origin}${credentials.mpdx.base_path}user/organization_accounts?per_page=100000&include=organization,person`,
      {
        headers: {
          authorization: `Bearer ${credentials.mpdx.token}`,
          accept: "application/vnd.api+json",
          "content-type": "application/vnd.api+json",
        },
      },
    );
    const bytes = await answer.arrayBuffer();
    const [loaded, read, view] = [
      await accounts.load(),
      await accounts.read(bytes),
      await accounts.read(new Uint8Array(bytes)),
    ];
    const malformed = await window.failure(() => accounts.read(new Uint8Array(bytes, 0, 1000)));
    const wrong = await window.failure(() => accounts.read("{}" as unknown as ArrayBuffer));
    return {
      sizes: [read.size, view.size, loaded.size],
      difference: loaded.difference(read),
      malformed: { code: malformed.code, effect: malformed.effect, report: malformed.report },
      wrong: wrong.message,
    };
  });
  expect(seen.sizes[0]).toBeGreaterThan(20);
  expect(new Set(seen.sizes).size).toBe(1);
  expect(seen.difference).toEqual({ added: [], changed: [], removed: [] });
  expect(seen.malformed).toMatchObject({ code: "malformed", effect: "nothing_sent" });
  expect(seen.malformed.report.join("\n")).toContain("give the bytes of an answer to a list of organization accounts");
  expect(seen.wrong).toBe("an answer is an ArrayBuffer or a Uint8Array");
});

test("key accounts are made, read, changed and deleted", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const accounts = window.mpdx.keyAccounts;
    const made = await accounts.create({ email: "zoe@example.org", remote_id: "page-77", first_name: "Zoë" });
    const read = await accounts.get(made.account.id);
    const changed = await accounts.update(read.id, { first_name: null, last_name: "李", email: undefined });
    await accounts.delete(read.id);
    const gone = await window.failure(() => accounts.get(read.id));
    return { made, read, changed, gone: gone instanceof window.roster.NotFoundError };
  });
  expect(seen.made.differs).toEqual([]);
  expect(seen.read).toEqual(seen.made.account);
  expect(seen.changed.account).toMatchObject({ first_name: null, last_name: "李", email: "zoe@example.org" });
  expect(seen.gone).toBe(true);
});

test("organization accounts are made, read, changed, synced and deleted", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const accounts = window.mpdx.organizationAccounts;
    const organization = "5d99867c-c6f9-4871-b6af-e36c7d110002";
    const made = await accounts.create({ username: "anna", password: "secret", organization });
    const read = await accounts.get(made.account.id);
    const changed = await accounts.update(read.id, { username: "anná" });
    await accounts.sync(read.id);
    await accounts.delete(read.id);
    return { made, read, changed };
  });
  expect(seen.made.account).not.toHaveProperty("password");
  expect(seen.read.organization).toMatchObject({ id: "5d99867c-c6f9-4871-b6af-e36c7d110002", type: "organizations" });
  expect(seen.read.organization?.name).toBeTruthy();
  expect(seen.changed.account.username).toBe("anná");
});

test("AgileNow accounts are made, read, changed, upserted and deleted", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const accounts = window.agilenow.accounts;
    const made = await accounts.create({
      FirstName: "Anna",
      LastName: "Þórsdóttir",
      Email: "anna@page.example",
      Username: "anna@page.example",
      Is_Active: true,
      LanguageId: "fi-FI",
    });
    const read = await accounts.get(made.account.Id);
    const changed = await accounts.update(read.Id, { NotifyBySMS: true });
    const upserted = await accounts.upsert({ Username: "anna@page.example", LastName: "Jónsdóttir", Is_Active: true });
    await accounts.delete(read.Id);
    return { read, changed, upserted };
  });
  expect(seen.read).toMatchObject({ LanguageId: { id: "fi-FI", name: "Finnish" }, TenantId: { id: "9007199254740993" } });
  expect(seen.changed.account).toMatchObject({ NotifyBySMS: true, Is_Active: true });
  expect(seen.upserted.account).toMatchObject({ Id: seen.read.Id, LastName: "Jónsdóttir" });
});

test("Swift accounts are made and read, and offer no more", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const accounts = window.swift.accounts;
    const made = await accounts.create({ name: "ACME 商社" });
    const read = await accounts.get(made.account.id);
    const definition = await accounts.definition();
    const refused = [
      await window.failure(() => accounts.delete(read.id)),
      await window.failure(() => accounts.sync(read.id)),
      await window.failure(() => accounts.upsert({ name: "X" })),
    ];
    return {
      made,
      read,
      operations: definition.operations,
      refused: refused.map((error) => [error instanceof window.roster.UnsupportedError, error.effect]),
    };
  });
  expect(seen.read).toEqual(seen.made.account);
  expect(seen.operations).toEqual(["list", "get", "create"]);
  expect(seen.refused).toEqual(Array(3).fill([true, "nothing_sent"]));
});

test("a collection is loaded, filtered, sorted, paged and edited", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const progress: unknown[] = [];
    const made = await window.mpdx.keyAccounts.create({ email: "draft@example.org", remote_id: "page-draft" });
    const accounts = await window.mpdx.keyAccounts.load({ pageSize: 25, onProgress: (now) => progress.push(now) });
    const { size } = accounts;
    accounts.sort("-updated_at,email");
    accounts.filter("remote_id=page-draft");
    const [row] = accounts.page(0, 50);
    const draft = accounts.edit(row!.id);
    draft.set("first_name", "Anna");
    draft.set("primary", "no");
    const [changes, problems, values] = [draft.changes(), draft.problems(), draft.values];
    const saved = await draft.save();
    const after = accounts.get(made.account.id);
    const found = [accounts.indexOf(made.account.id), accounts.indexOf("nobody"), accounts.idAt(0)];
    await accounts.delete(made.account.id);
    const counts = [size, accounts.size, accounts.matches];
    const { id } = accounts.definition;
    accounts.free();
    return { id, progress, changes, problems, values, saved, after, found, counts, made };
  });
  expect(seen.id).toBe("mpdx/key-accounts");
  expect(seen.progress.length).toBeGreaterThan(1);
  expect(seen.changes).toContainEqual({ field: "first_name", from: null, to: "Anna" });
  expect(seen.problems).toEqual([]);
  expect(seen.values).toMatchObject({ first_name: "Anna", email: "draft@example.org" });
  expect(seen.after).toEqual(seen.saved.account);
  expect(seen.found).toEqual([0, -1, seen.made.account.id]);
  expect(seen.counts).toEqual([seen.counts[0], seen.counts[0]! - 1, 0]);
});

test("records that cannot be read are errors, and the others are there", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const attributes = { email: "anna@example.org" };
    const data = [{ id: "1", type: "key_accounts", attributes }, { type: "key_accounts", attributes }];
    const accounts = await window.mpdx.keyAccounts.read(new TextEncoder().encode(JSON.stringify({ data })));
    const wrong = await window.failure(() => accounts.groups("emial"));
    return {
      ids: accounts.ids(0, 9),
      groups: [accounts.groups("email"), accounts.groups("first_name")],
      unread: accounts.unread.errors.map((error) => [error instanceof window.roster.MalformedError, error.message]),
      count: accounts.unread.count,
      wrong: [wrong instanceof window.roster.InvalidError, wrong.message],
    };
  });
  expect(seen.ids).toEqual(["1"]);
  expect(seen.groups).toEqual([[{ value: "anna@example.org", count: 1 }], [{ value: null, count: 1 }]]);
  expect(seen.unread).toEqual([[true, expect.stringContaining("data[1]")]]);
  expect(seen.count).toBe(1);
  expect(seen.wrong).toEqual([true, expect.stringContaining("emial")]);
});

test("resources are reached by name, for programs that treat them alike", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const { base_path, token } = window.sandbox.credentials.mpdx;
    const options = { baseUrl: window.sandbox.origin + base_path, token: () => token };
    const all = window.roster.Roster.connect("mpdx", options);
    const unknown = await window.failure(() => window.roster.Roster.connect("mailchimp", options));
    const counts = await Promise.all(all.map((resource) => resource.count()));
    return { ids: all.map((resource) => resource.id), counts, unknown: unknown.message };
  });
  expect(seen.ids).toEqual(["mpdx/key-accounts", "mpdx/organization-accounts"]);
  expect(seen.counts.every((count) => typeof count === "number")).toBe(true);
  expect(seen.unknown).toBe('no system "mailchimp"; there are mpdx, agilenow, swift');
});

test("what a field may point to is listed with names", async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const accounts = window.mpdx.organizationAccounts;
    const organizations = await accounts.references("organization");
    const held = (await accounts.load()).page(0, 50).map((account) => account.organization);
    const asked = performance.getEntriesByType("resource").length;
    const wrong = [
      await window.failure(() => accounts.references("username")),
      await window.failure(() => accounts.references("organisation" as never)),
    ];
    const sent = performance.getEntriesByType("resource").length - asked;
    const called = new AbortController();
    called.abort();
    const aborted = await window.failure(() => accounts.references("organization", { signal: called.signal }));
    const { InvalidError } = window.roster;
    return { organizations, held, wrong: wrong.map((error) => error instanceof InvalidError), sent, aborted: aborted.name };
  });
  const names = new Map(seen.organizations.map(({ id, name }) => [id, name]));
  expect(names.size).toBe(seen.organizations.length);
  expect(seen.held.length).toBeGreaterThan(20);
  for (const organization of seen.held) expect(names.get(organization!.id)).toBe(organization!.name);
  for (const choice of seen.organizations) expect(Object.keys(choice).sort()).toEqual(["id", "name"]);
  // Those at which nobody has an account yet are there too.
  const used = new Set(seen.held.map((organization) => organization!.id));
  expect(names.size).toBeGreaterThan(used.size);
  expect(seen).toMatchObject({ wrong: [true, true], sent: 0, aborted: "AbortError" });
});
