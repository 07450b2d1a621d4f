import { expect, test } from "./dashboard";

test("without a sandbox a person enters addresses and credentials, which stay in memory", async ({ page, dashboard, api }) => {
  await page.route("**/sandbox/credentials", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("/#/swift/accounts");
  const { token } = api.credentials.swift;
  const system = dashboard.dialog.getByRole("group", { name: "Swift SMS" });
  await system.getByLabel("Base URL").fill(new URL("/", page.url()).href);
  await system.getByLabel("Token").fill(token);
  await dashboard.dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dashboard.rows.first()).toBeVisible();
  await expect(page.getByRole("link", { name: "MPDX: Key accounts" })).toContainText("not connected");

  const kept = await page.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept).not.toContain(token);

  await page.reload();
  await expect(dashboard.dialog.getByRole("group", { name: "Swift SMS" }).getByLabel("Token")).toHaveValue("");
});

test("a token that the system does not take is told as such", async ({ page, dashboard }) => {
  await page.route("**/sandbox/credentials", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Welcome</h1>" }));
  await page.goto("/#/mpdx/key-accounts");
  const system = dashboard.dialog.getByRole("group", { name: "MPDX" });
  await system.getByLabel("Base URL").fill(new URL("/api/v2/", page.url()).href);
  await system.getByLabel("Token").fill("wrong-token");
  await dashboard.dialog.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert")).toContainText("401");
  await expect(page.getByRole("alert")).not.toContainText("wrong-token");
});

test("an address that is none is refused before a token is sent to it", async ({ page, dashboard }) => {
  await page.route("**/sandbox/credentials", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("/#/mpdx/key-accounts");
  const system = dashboard.dialog.getByRole("group", { name: "MPDX" });
  await system.getByLabel("Base URL").fill("http://api.mpdx.example/api/v2/");
  await system.getByLabel("Token").fill("some-token");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await dashboard.dialog.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").first()).toContainText("https");
  expect(requests.filter((url) => url.includes("mpdx.example"))).toEqual([]);
});

test("a connection that only reads offers no change", async ({ page, dashboard }) => {
  await dashboard.open("mpdx/key-accounts");
  await page.getByRole("button", { name: "Connections" }).click();
  await dashboard.dialog.getByRole("group", { name: "MPDX" }).getByLabel("Only read").check();
  await dashboard.dialog.getByRole("button", { name: "Connect" }).click();
  await expect(dashboard.rows.first()).toBeVisible();
  await dashboard.rows.first().click();
  await expect(dashboard.details.getByRole("button", { name: "Edit" })).toHaveAccessibleDescription("This connection only reads.");
});
