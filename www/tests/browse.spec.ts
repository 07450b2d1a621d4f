import { expect, test } from "./dashboard";

const resources = [
  { id: "mpdx/key-accounts", link: "MPDX: Key accounts", field: "SSO GUID|Sign-on GUID" },
  { id: "mpdx/organization-accounts", link: "MPDX: Organization accounts", field: "Organization" },
  { id: "agilenow/accounts", link: "AgileNow: Accounts", field: "Time zone" },
  { id: "swift/accounts", link: "Swift SMS: Accounts", field: "SMS access" },
];

test("each resource of the sidebar shows its count, its table and the details of an account", async ({ page, dashboard, api }) => {
  const counts = await api.counts();
  await page.goto("/");
  for (const { id, link, field } of resources) {
    const entry = page.getByRole("link", { name: link });
    await expect(entry).toContainText((counts[id] ?? 0).toLocaleString("en"));
    await entry.click();
    await expect(entry).toHaveAttribute("aria-current", "page");
    await expect(dashboard.grid).toHaveAttribute("aria-rowcount", String((counts[id] ?? 0) + 1));
    await dashboard.rows.first().click();
    await expect(dashboard.details.locator("dt", { hasText: new RegExp(`^(${field})$`) })).toBeVisible();
    await expect(dashboard.details.locator("dd").first()).not.toBeEmpty();
  }
});

test("a reference is shown by its name, with every digit of its id", async ({ dashboard }) => {
  await dashboard.open("agilenow/accounts");
  await dashboard.select("Id=b3c7f0de-52a1-4c4e-8f0e-7a1d5f9e0001");
  const tenant = dashboard.details.locator(".details-member", { has: dashboard.page.getByText("Tenant", { exact: true }) });
  await expect(tenant.locator("[title='9223372036854775807']")).not.toHaveText("9223372036854775807");
  await expect(tenant).toContainText("9223372036854775807");
});

test("the table narrows while somebody types, and a wrong filter keeps the last good view", async ({ dashboard, api }) => {
  const { attributes } = await api.keyAccountAt(3);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.search.pressSequentially(`email=${String(attributes["email"])}`);
  await expect(dashboard.rows).toHaveCount(1);
  await expect(dashboard.rows).toContainText(String(attributes["email"]));

  await dashboard.search.fill("no_such_field:x");
  const problem = dashboard.page.getByRole("alert");
  await expect(problem).toContainText("no_such_field");
  await expect(problem).toContainText("remote_id");
  await expect(dashboard.search).toHaveAttribute("aria-invalid", "true");
  await expect(dashboard.rows).toHaveCount(1);

  await dashboard.search.fill("nobody-is-called-this");
  await expect(problem).toHaveCount(0);
  await expect(dashboard.grid).toContainText("No key account matches.");
});

test("headers sort: ascending, descending, as it came", async ({ dashboard }) => {
  await dashboard.open("mpdx/key-accounts");
  const header = dashboard.grid.getByRole("columnheader", { name: "E-mail" });
  const column = await header.evaluate((cell) => [...(cell.parentElement?.children ?? [])].indexOf(cell));
  const emails = () =>
    dashboard.rows.evaluateAll((rows, column) => rows.map((row) => row.children[column]?.textContent ?? ""), column);
  const asItCame = await emails();

  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  const ascending = await emails();
  expect(ascending).not.toEqual(asItCame);
  expect(ascending[0]! < ascending[ascending.length - 1]!).toBe(true);

  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  const descending = await emails();
  expect(descending[0]! > ascending[ascending.length - 1]!).toBe(true);

  await header.getByRole("button").click();
  await expect(header).not.toHaveAttribute("aria-sort");
  expect(await emails()).toEqual(asItCame);
});

test("the end of a thousand rows is reached with few rows in the page", async ({ dashboard, api }) => {
  const total = (await api.counts())["swift/accounts"] ?? 0;
  expect(total).toBeGreaterThanOrEqual(1000);
  await dashboard.open("swift/accounts");
  const scroller = dashboard.grid;
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await scroller.evaluate((grid, part) => grid.scrollTo(0, grid.scrollHeight * part), part);
    await expect(dashboard.rows.first()).toBeVisible();
    expect(await dashboard.rows.count()).toBeLessThan(60);
  }
  await expect(dashboard.grid.locator(`[aria-rowindex="${total + 1}"]`)).toBeInViewport();
});

test("the keyboard is enough: search, move, open, close", async ({ page, dashboard }) => {
  await dashboard.open("mpdx/key-accounts");
  await page.keyboard.press("/");
  await expect(dashboard.search).toBeFocused();

  await dashboard.grid.focus();
  await page.keyboard.press("ArrowDown");
  await expect(dashboard.rows.nth(0)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  const second = dashboard.rows.nth(1);
  await expect(second).toHaveAttribute("aria-selected", "true");
  await expect(dashboard.grid).toHaveAttribute("aria-activedescendant", (await second.getAttribute("id")) ?? "");
  await page.keyboard.press("End");
  await expect(dashboard.rows.last()).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("Enter");
  await expect(dashboard.details.getByRole("heading").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dashboard.details).toHaveCount(0);
  await expect(dashboard.grid).toBeFocused();
});

test("what a system sends is shown and does nothing", async ({ page, dashboard, api }) => {
  const name = '<img src=x onerror="document.title=1">\u202etxt.exe\u001b[2J';
  await api.createKeyAccount({ email: "inert@example.org", remote_id: "inert", first_name: name, last_name: "Inert" });
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select("email=inert@example.org");
  for (const place of [dashboard.rows.first(), dashboard.details]) {
    await expect(place).toContainText('<img src=x onerror="document.title=1">');
    await expect(place).toContainText("␛[2J");
    expect(await place.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/);
  }
  await expect(page.locator("img")).toHaveCount(0);
  await expect(page).toHaveTitle("Key accounts · Roster");
});

test("a list that changed while it was read says so", async ({ page, dashboard }) => {
  let told: number | undefined;
  await page.route("**/api/v2/user/key_accounts?**", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { meta: { pagination: { total_count: number | string } } };
    const isFirst = told === undefined;
    told ??= Number(body.meta.pagination.total_count);
    // One more than there were, on every page but the first.
    if (!isFirst) body.meta.pagination.total_count = told + 1;
    await route.fulfill({ response: answer, json: body });
  });
  await dashboard.open("mpdx/key-accounts");
  const number = (count: number) => count.toLocaleString("en");
  const status = page.getByRole("status").filter({ hasText: "changed" });
  await expect(status).toHaveText(
    `The list changed while it was read: ${number(told!)} at first, ${number(told! + 1)} now.`,
  );
});

test("a system that gives fewer than it says is told of", async ({ page, dashboard }) => {
  await page.route("**/api/v2/user/key_accounts*", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { meta: { pagination: { total_count: number } } };
    body.meta.pagination.total_count = 1_000_000;
    await route.fulfill({ response: answer, json: body });
  });
  await dashboard.open("mpdx/key-accounts");
  const told = page.getByRole("status").filter({ hasText: "some may be missing" });
  await expect(told).toContainText("The system says that there are 1,000,000, and gave ");
});
