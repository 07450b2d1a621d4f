import type { Dashboard } from "./dashboard";
import { expect, test } from "./dashboard";
import type { SandboxApi } from "./sandbox-api";

/** Somebody else changes the first name while this form, which changes it too, is open. */
async function clash(dashboard: Dashboard, api: SandboxApi, place: number): Promise<{ id: string; before: string }> {
  const { id, attributes } = await api.keyAccountAt(place);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await api.changeKeyAccount(id, { first_name: "Theirs" });
  await dashboard.fill("first_name", "Mine");
  await dashboard.review();
  await dashboard.save();
  await expect(dashboard.dialog.getByRole("heading", { name: "Somebody else changed this account" })).toBeVisible();
  return { id, before: String(attributes["first_name"] ?? "—") };
}

test("base, mine and theirs are shown, nothing is overwritten, and nothing is decided for a person", async ({ dashboard, api }) => {
  const { id, before } = await clash(dashboard, api, 21);
  await expect(dashboard.side("first_name", "Base")).toHaveText(before);
  await expect(dashboard.side("first_name", "Mine")).toHaveText("Mine");
  await expect(dashboard.side("first_name", "Theirs")).toHaveText("Theirs");
  await expect(dashboard.dialog.getByRole("button", { name: "Save my decision" })).toBeDisabled();
  expect((await api.keyAccount(id)).attributes["first_name"]).toBe("Theirs");
});

test("mine is kept where a person says so", async ({ dashboard, api }) => {
  const { id } = await clash(dashboard, api, 22);
  await dashboard.dialog.getByLabel("Mine").check();
  await dashboard.dialog.getByRole("button", { name: "Save my decision" }).click();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.details).toContainText("Mine");
  expect((await api.keyAccount(id)).attributes["first_name"]).toBe("Mine");
});

test("theirs is taken where a person says so, and the table shows it", async ({ dashboard, api }) => {
  const { id } = await clash(dashboard, api, 23);
  await dashboard.dialog.getByLabel("Theirs").check();
  await dashboard.dialog.getByRole("button", { name: "Save my decision" }).click();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.rows.first()).toContainText("Theirs");
  expect((await api.keyAccount(id)).attributes["first_name"]).toBe("Theirs");
});

test("overwriting takes a decision of its own", async ({ dashboard, api }) => {
  const { id } = await clash(dashboard, api, 24);
  await dashboard.dialog.getByRole("button", { name: "Overwrite…" }).click();
  await expect(dashboard.dialog).toContainText("is lost");
  expect((await api.keyAccount(id)).attributes["first_name"]).toBe("Theirs");
  await dashboard.dialog.getByRole("button", { name: "Overwrite theirs" }).click();
  await expect(dashboard.dialog).toHaveCount(0);
  expect((await api.keyAccount(id)).attributes["first_name"]).toBe("Mine");
});

test("back in the form, everything that was entered is there", async ({ dashboard, api }) => {
  await clash(dashboard, api, 25);
  await dashboard.dialog.getByRole("button", { name: "Back to the form" }).click();
  await expect(dashboard.field("first_name").getByRole("textbox")).toHaveValue("Mine");
});

test("changes of different fields are both kept, and that is said", async ({ dashboard, api }) => {
  const { id } = await api.keyAccountAt(26);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await api.changeKeyAccount(id, { first_name: "Theirs" });
  await dashboard.fill("last_name", "Mine");
  await dashboard.review();
  await dashboard.save();
  await expect(dashboard.dialog).toHaveCount(0);
  await expect(dashboard.notices).toContainText("were kept");
  const { attributes } = await api.keyAccount(id);
  expect([attributes["first_name"], attributes["last_name"]]).toEqual(["Theirs", "Mine"]);
});
