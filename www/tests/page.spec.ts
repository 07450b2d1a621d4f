import { expect, test } from "./dashboard";

for (const width of [360, 1600]) {
  test(`nothing is cut off at ${width} pixels`, async ({ page, dashboard }) => {
    await page.setViewportSize({ width, height: 800 });
    await dashboard.open("mpdx/organization-accounts");
    await dashboard.rows.first().click();
    await expect(dashboard.details.getByRole("button", { name: "Edit" })).toBeInViewport({ ratio: 1 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    await dashboard.edit();
    await expect(dashboard.dialog.getByRole("button", { name: "Review changes" })).toBeInViewport({ ratio: 1 });
    expect(await overflow()).toBe(0);
  });
}

test("a long form scrolls between its heading and its buttons", async ({ page, dashboard }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await dashboard.open("agilenow/accounts");
  await dashboard.rows.first().click();
  await dashboard.edit();
  await dashboard.field("NotifyBySMS").getByText("Not set").click();
  await expect(dashboard.field("NotifyBySMS").getByLabel("Not set")).toBeFocused();
  await dashboard.field("DateFormatId").getByRole("combobox").focus();
  await expect(dashboard.dialog.getByRole("heading").first()).toBeInViewport({ ratio: 1 });
  await expect(dashboard.dialog.getByRole("button", { name: "Review changes" })).toBeInViewport({ ratio: 1 });
});

test("dark and light follow the person's setting", async ({ page, dashboard }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await dashboard.open("swift/accounts");
  expect(await background()).toBe("rgb(255, 255, 255)");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await background()).toBe("rgb(22, 26, 33)");
});

test("the page allows no script but its own", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("grid")).toBeVisible();
  const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  const attempts = await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("window.injected = true");
    document.body.append(script);
    let takesMarkup = true;
    try {
      document.body.innerHTML = "<b>bold</b>";
    } catch {
      takesMarkup = false;
    }
    return { ran: "injected" in window, takesMarkup };
  });
  expect(attempts).toEqual({ ran: false, takesMarkup: false });
});
