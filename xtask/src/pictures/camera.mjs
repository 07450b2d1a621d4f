// node camera.mjs window PAGE PICTURE
// node camera.mjs dashboard ADDRESS PICTURE SEARCH ACCOUNT
import { pathToFileURL } from "node:url";

import { chromium } from "@playwright/test";

const subjects = {
  /** The element `.window` of a page, and nothing around it. */
  async window(page, [file, picture]) {
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => document.fonts.ready);
    await page.locator(".window").screenshot({ path: picture, omitBackground: true });
  },

  /** The dashboard in use. */
  async dashboard(page, [address, picture, search, account]) {
    await page.goto(`${address}/#/mpdx/key-accounts`);
    const rows = page.locator('[role="grid"] [role="row"][aria-selected]');
    await rows.first().waitFor();
    await page.getByRole("searchbox").fill(search);
    await page.getByText(/^\d+ of 1,000/).waitFor();
    await rows.filter({ hasText: account }).click();
    await page.getByRole("complementary", { name: "Details" }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: picture, animations: "disabled" });
  },
};

const [subject, ...rest] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.ROSTER_CHROMIUM,
  args: ["--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 2,
    colorScheme: "light",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  await subjects[subject](page, rest);
} finally {
  await browser.close();
}
