import { expect, test } from "./dashboard";

test("an account is created", async ({ page, dashboard, api }) => {
  const before = (await api.counts())["swift/accounts"] ?? 0;
  await dashboard.open("swift/accounts");
  await page.getByRole("button", { name: /^New/ }).click();
  await dashboard.fill("name", "Harbour & Sons");
  await dashboard.review();
  await expect(dashboard.side("name", "Value")).toHaveText("Harbour & Sons");
  await dashboard.save();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.details.getByRole("heading", { name: "Harbour & Sons" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Swift SMS: Accounts" })).toContainText((before + 1).toLocaleString("en"));
  expect((await api.counts())["swift/accounts"]).toBe(before + 1);
});

test("a create says what is needed before it sends anything", async ({ page, dashboard }) => {
  await dashboard.open("mpdx/key-accounts");
  await page.getByRole("button", { name: /^New/ }).click();
  await dashboard.fill("first_name", "Nobody");
  await dashboard.review();
  for (const name of ["email", "remote_id"]) {
    await expect(dashboard.field(name).getByRole("listitem")).toContainText("required");
  }
});

test("an upsert makes an account, and the next one changes it", async ({ page, dashboard, api }) => {
  await dashboard.open("agilenow/accounts");
  const upsert = async (lastName: string) => {
    await page.getByRole("button", { name: /^Match/ }).click();
    await dashboard.fill("FirstName", "Ada");
    await dashboard.fill("LastName", lastName);
    await dashboard.fill("Email", "ada.upsert@example.org");
    await dashboard.fill("Username", "ada.upsert");
    await dashboard.review();
    await dashboard.save();
    await expect(dashboard.dialog).toHaveCount(0);
  };
  await upsert("First");
  await upsert("Second");
  const found = await api.agileNow("ada.upsert");
  expect(found.map((account) => account["LastName"])).toEqual(["Second"]);
});

test("a delete warns, asks, and is done", async ({ page, dashboard, api }) => {
  const { id } = await api.createKeyAccount({ email: "gone@example.org", remote_id: "gone", first_name: "Gone" });
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  const remove = dashboard.details.getByRole("button", { name: "Delete" });
  await remove.click();
  await expect(dashboard.dialog).toContainText("last key account");
  await expect(dashboard.dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(remove).toBeFocused();
  expect(await api.keyAccountStatus(id)).toBe(200);

  await remove.click();
  await dashboard.dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dashboard.notices).toContainText("Deleted");
  await expect(dashboard.rows).toHaveCount(0);
  await expect(dashboard.grid).toBeFocused();
  expect(await api.keyAccountStatus(id)).toBe(404);
});

test("a delete that fails says why, and the account stays", async ({ page, dashboard, api }) => {
  const { id } = await api.createKeyAccount({ email: "stays@example.org", remote_id: "stays", first_name: "Stays" });
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await page.route(`**/key_accounts/${id}`, (route) => route.abort("connectionrefused"));
  await dashboard.details.getByRole("button", { name: "Delete" }).click();
  await dashboard.dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dashboard.dialog.getByRole("alert")).not.toBeEmpty();
  await expect(dashboard.rows).toHaveCount(1);
});

test("a sync is asked for once", async ({ page, dashboard }) => {
  await dashboard.open("mpdx/organization-accounts");
  await dashboard.rows.first().click();
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/sync")) calls.push(request.url());
  });
  await dashboard.details.getByRole("button", { name: "Sync" }).click();
  await expect(dashboard.dialog).toContainText("24 hours");
  await dashboard.dialog.getByRole("button", { name: "Sync" }).click();
  await expect(dashboard.notices).toContainText("took the request");
  expect(calls).toHaveLength(1);
});

test("what a system does not offer stays in sight, with the reason", async ({ dashboard }) => {
  await dashboard.open("swift/accounts");
  await dashboard.rows.first().click();
  for (const name of ["Edit", "Delete", "Sync"]) {
    const button = dashboard.details.getByRole("button", { name });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/Swift/);
    await expect(dashboard.details.locator("li", { hasText: `${name}:` })).toContainText("Swift");
  }
  // A click on one is answered, and opens nothing.
  await dashboard.details.getByRole("button", { name: "Delete" }).click({ force: true });
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.notices).toContainText("Not offered here");
});
