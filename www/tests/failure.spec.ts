import { expect, test } from "./dashboard";

const html = { status: 502, contentType: "text/html", body: "<html><body><h1>Bad gateway</h1></body></html>" };

test("a proxy's page instead of accounts is a clear error, and trying again helps", async ({ page, dashboard }) => {
  await page.route("**/api/v2/user/key_accounts*", (route) => route.fulfill(html));
  await page.goto("/#/mpdx/key-accounts");
  const failure = page.getByRole("alert");
  await expect(failure).toContainText("mpdx/key-accounts");
  await expect(failure).toContainText("502");
  await expect(failure).toContainText("Bad gateway");
  await expect(page.getByRole("heading", { name: "Bad gateway" })).toHaveCount(0);

  await page.unroute("**/api/v2/user/key_accounts*");
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(dashboard.rows.first()).toBeVisible();
  await expect(failure).toHaveCount(0);
});

test("HTML that claims to be an answer is named as what it is", async ({ page }) => {
  await page.route("**/api/v1/accounts*", (route) => route.fulfill({ ...html, status: 200 }));
  await page.goto("/#/swift/accounts");
  await expect(page.getByRole("alert")).toContainText("swift/accounts");
  await expect(page.getByRole("alert")).toContainText(/HTML/i);
});

test("a reload that fails keeps what was there", async ({ page, dashboard }) => {
  await dashboard.open("swift/accounts");
  await page.route("**/api/v1/accounts*", (route) => route.abort("connectionrefused"));
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("alert")).toContainText("swift/accounts");
  await expect(dashboard.rows.first()).toBeVisible();
});

test("a save whose answer is lost says that it is not known, and keeps the input", async ({ page, dashboard, api }) => {
  const { id } = await api.keyAccountAt(31);
  await dashboard.open("mpdx/key-accounts");
  await dashboard.select(`id=${id}`);
  await dashboard.edit();
  await dashboard.fill("last_name", "Perhaps");
  await dashboard.review();
  await page.route("**/api/v2/**", (route) => (route.request().method() === "PUT" ? route.fulfill(html) : route.continue()));
  await dashboard.save();
  await expect(dashboard.dialog.getByRole("alert")).toContainText("not known");
  await expect(dashboard.side("last_name", "After")).toHaveText("Perhaps");
  await dashboard.dialog.getByRole("button", { name: "Back" }).click();
  await expect(dashboard.field("last_name").getByRole("textbox")).toHaveValue("Perhaps");
});

test("leaving a screen ends what it was loading", async ({ page }) => {
  let answer: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/v1/accounts*", async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("/api/v1/accounts"));
  await page.goto("/#/swift/accounts");
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("link", { name: "MPDX: Key accounts" }).click();
  expect((await ended).failure()?.errorText).toBe("net::ERR_ABORTED");
  answer?.();
  await expect(page.getByRole("grid", { name: "Key accounts" })).toBeVisible();
});

test("a package that does not load is said, and trying again helps", async ({ page, dashboard }) => {
  await page.route("**/*.wasm", (route) => route.abort("connectionrefused"));
  await page.goto("/#/swift/accounts");
  await expect(page.getByRole("alert")).toContainText("could not start");
  await page.unroute("**/*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(dashboard.rows.first()).toBeVisible();
});

test("a person can stop a load", async ({ page }) => {
  await page.route("**/api/v1/accounts*", () => new Promise(() => undefined));
  await page.goto("/#/swift/accounts");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Not loaded.")).toBeVisible();
});
