/** What a person does in the dashboard, in words. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";

import { SandboxApi } from "./sandbox-api";

export class Dashboard {
  constructor(readonly page: Page) {}

  /** The table of accounts. */
  get grid(): Locator {
    return this.page.getByRole("grid");
  }

  /** The rows that are drawn, without the one of headings. */
  get rows(): Locator {
    return this.grid.locator('[role="row"][aria-selected]');
  }

  get details(): Locator {
    return this.page.getByRole("complementary", { name: "Details" });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  get search(): Locator {
    return this.page.getByRole("searchbox");
  }

  /** What happened, at the foot of the page. */
  get notices(): Locator {
    return this.page.locator(".notices");
  }

  /** Opens the page at a resource, and waits for its accounts. */
  async open(resource: string): Promise<void> {
    await this.page.goto(`/#/${resource}`);
    await expect(this.rows.first()).toBeVisible();
  }

  /** Narrows the table to one account, and selects it. */
  async select(query: string): Promise<void> {
    await this.search.fill(query);
    await expect(this.rows).toHaveCount(1);
    await this.rows.first().click();
    await expect(this.details).toBeVisible();
  }

  /** Opens the form of the selected account. */
  async edit(): Promise<void> {
    await this.details.getByRole("button", { name: "Edit" }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** One field of the form that is open, with its input, help and problems. */
  field(name: string): Locator {
    return this.dialog.locator(`.field[data-field="${name}"]`);
  }

  async fill(name: string, text: string): Promise<void> {
    await this.field(name).getByRole("textbox").fill(text);
  }

  /** Goes on to what will be sent. */
  async review(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Review changes" }).click();
  }

  async save(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^(Save|Create)$/ }).click();
  }

  /** One field in a comparison of values. */
  side(field: string, heading: string): Locator {
    return this.dialog.locator(`tr[data-field="${field}"] td[data-heading="${heading}"]`);
  }
}

/** Tests with a dashboard, and with the sandbox beside it. What the page complains of fails them. */
export const test = base.extend<{ dashboard: Dashboard; api: SandboxApi }>({
  dashboard: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // A browser notes every answer of 400 and more; the tests ask for some.
      const isAnswer = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isAnswer) complaints.push(message.text());
    });
    await use(new Dashboard(page));
    expect(complaints).toEqual([]);
  },
  api: async ({ request }, use) => use(await SandboxApi.open(request)),
});

export { expect };
