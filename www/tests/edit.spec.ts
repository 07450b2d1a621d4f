import { expect, test } from "./dashboard";

test("an edit is reviewed, saved, shown, and held by the system", async ({ dashboard, api }) => {
  const { id } = await api.keyAccountAt(11);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await dashboard.fill("last_name", "Reviewed");
  await dashboard.review();
  await expect(dashboard.dialog.locator("tbody tr")).toHaveCount(1);
  await expect(dashboard.side("last_name", "After")).toHaveText("Reviewed");
  await dashboard.save();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.notices).toContainText("Saved");
  await expect(dashboard.rows.first()).toContainText("Reviewed");
  await expect(dashboard.details).toContainText("Reviewed");
  expect((await api.keyAccount(id)).attributes["last_name"]).toBe("Reviewed");
});

test("only what was changed is sent", async ({ page, dashboard, api }) => {
  const { id } = await api.keyAccountAt(12);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await dashboard.fill("first_name", "Sent");
  await dashboard.fill("email", "nobody@example.org");
  await dashboard.field("email").getByRole("button", { name: /Undo/ }).click();
  await dashboard.review();
  const sent = page.waitForRequest((request) => request.method() === "PUT");
  await dashboard.save();
  const body = (await sent).postDataJSON() as { data: { attributes: object } };
  expect(Object.keys(body.data.attributes).sort()).toEqual(["first_name", "updated_in_db_at"]);
});

test("a wrong value is said at its field before anything is sent", async ({ page, dashboard, api }) => {
  const { id } = await api.keyAccountAt(13);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await page.route("**/api/v2/**", (route) => route.abort());
  await dashboard.fill("email", "no address");
  await dashboard.fill("last_download", "yesterday");
  await dashboard.review();
  await expect(dashboard.field("email").getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  await expect(dashboard.field("email").getByRole("listitem")).not.toBeEmpty();
  await expect(dashboard.field("last_download").getByRole("listitem")).not.toBeEmpty();
  await expect(dashboard.field("email").getByRole("textbox")).toBeFocused();
  await expect(dashboard.field("last_download").getByRole("textbox")).toHaveValue("yesterday");
});

test("the system's reason stands at its field, and the input is kept", async ({ dashboard, api }) => {
  const { id } = await api.keyAccountAt(14);
  const taken = String((await api.keyAccountAt(15)).attributes["remote_id"]);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await dashboard.fill("remote_id", taken);
  await dashboard.fill("last_name", "Kept");
  await dashboard.review();
  await dashboard.save();
  await expect(dashboard.field("remote_id").getByRole("listitem")).toContainText("already been taken");
  await expect(dashboard.field("remote_id").getByRole("textbox")).toHaveValue(taken);
  await expect(dashboard.field("last_name").getByRole("textbox")).toHaveValue("Kept");
  await expect(dashboard.dialog.getByRole("alert")).toContainText("nothing was changed");

  await dashboard.field("remote_id").getByRole("button", { name: /Undo/ }).click();
  await dashboard.review();
  await dashboard.save();
  await expect(dashboard.dialog).toHaveCount(0);
  expect((await api.keyAccount(id)).attributes["last_name"]).toBe("Kept");
});

test("fields that the system dropped are reported", async ({ dashboard, api }) => {
  const { id, attributes } = await api.keyAccountAt(16);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  const wanted = attributes["primary"] === true ? "No" : "Yes";
  await dashboard.field("primary").getByText(wanted, { exact: true }).click();
  await dashboard.review();
  await dashboard.save();
  await expect(dashboard.notices).toContainText("not everything was taken");
  await expect(dashboard.notices).toContainText(`Primary: asked for ${wanted}`);
});

test("closing a form that holds something asks first, and gives the focus back", async ({ page, dashboard, api }) => {
  const { id } = await api.keyAccountAt(17);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await dashboard.fill("last_name", "Unsaved");
  await page.keyboard.press("Escape");
  await expect(dashboard.dialog).toContainText("not saved");
  const asked = page.waitForEvent("dialog").then((question) => question.dismiss());
  await page.close({ runBeforeUnload: true });
  await asked;
  await dashboard.dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(dashboard.field("last_name").getByRole("textbox")).toHaveValue("Unsaved");
  await page.keyboard.press("Escape");
  await dashboard.dialog.getByRole("button", { name: "Discard" }).click();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.details.getByRole("button", { name: "Edit" })).toBeFocused();
  expect((await api.keyAccount(id)).attributes["last_name"]).not.toBe("Unsaved");
});

test("the focus stays inside a dialog", async ({ page, dashboard }) => {
  await dashboard.open("swift/accounts");
  await page.getByRole("button", { name: /^New/ }).click();
  await dashboard.fill("name", "x");
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    const isOutside = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused !== null && focused !== document.body && !focused.closest("dialog");
    });
    expect(isOutside).toBe(false);
  }
});

test("an organization is chosen among all that the system lists", async ({ page, dashboard, api }) => {
  const organizations = await api.organizations();
  await dashboard.open("mpdx/organization-accounts");
  await page.getByRole("button", { name: /^New/ }).click();
  const suggested = dashboard.field("organization").locator("option");
  await expect(suggested).toHaveCount(organizations.length);
  const offered = await suggested.evaluateAll((options) =>
    options.map((option) => ({ id: (option as HTMLOptionElement).value, name: option.getAttribute("label") })),
  );
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
  expect(offered.sort(byId)).toEqual(organizations.sort(byId));
  const chosen = organizations[0]!;
  await dashboard.field("organization").getByRole("combobox").fill(chosen.id);
  await expect(dashboard.field("organization")).toContainText(chosen.name);
});

test("organizations that cannot be listed are suggested as far as accounts are at them", async ({ page, dashboard }) => {
  await page.route("**/api/v2/organizations?**", (route) => route.abort());
  const asked = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/v2/organizations"));
  await dashboard.open("mpdx/organization-accounts");
  await page.getByRole("button", { name: /^New/ }).click();
  await asked;
  await expect(dashboard.field("organization").locator("option[label]").first()).toBeAttached();
  await expect(dashboard.dialog.getByRole("alert")).toHaveCount(0);
});
