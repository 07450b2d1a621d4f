import { expect, test } from "@playwright/test";

test("the sandbox serves the dashboard", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: /^Roster \d/ })).toBeVisible();
});
