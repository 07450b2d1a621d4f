/** What goes wrong: classes of errors, conflicts, cancellation, a module that does not load. */
import { expect, test } from "@playwright/test";

import { Site } from "./page.js";

let site: Site;
test.beforeAll(async () => {
  site = await Site.open();
});
test.afterAll(() => site.close());

test("a conflict has base, mine and theirs, and two ways out", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const { ConflictError, RosterError } = window.roster;
    const resource = window.mpdx.keyAccounts;
    const accounts = await resource.load();
    // An account of the seed: its version is years old, so that any change gives it another one.
    const id = accounts.idAt(accounts.size - 1)!;
    const base = accounts.get(id)!;
    const draft = accounts.edit(id);
    await resource.update(id, { first_name: "Theirs" });
    draft.set("first_name", "Mine");
    draft.set("last_name", "Mine too");
    const error = await window.failure(() => draft.save());
    const sides = [error.base?.first_name, error.mine?.first_name, error.theirs?.first_name];
    const kept = draft.values;
    draft.rebase();
    const merged = draft.changes();
    draft.reset("first_name");
    const saved = await draft.save();
    draft.set("first_name", "Mine after all");
    draft.overwrite = true;
    const overwritten = await draft.save();
    return {
      classes: [error instanceof ConflictError, error instanceof RosterError, error instanceof Error],
      name: error.name,
      clashing: error.clashing,
      reason: error.reason,
      sides,
      base: base.first_name,
      kept,
      merged,
      saved: saved.account,
      overwritten: overwritten.account,
    };
  });
  expect(seen.classes).toEqual([true, true, true]);
  expect(seen.name).toBe("ConflictError");
  expect(seen.clashing).toEqual(["first_name"]);
  expect(seen.reason).toBe("stale_version");
  expect(seen.sides).toEqual([seen.base, "Mine", "Theirs"]);
  expect(seen.kept).toMatchObject({ first_name: "Mine", last_name: "Mine too" });
  expect(seen.merged.map((change) => change.field)).toEqual(["first_name", "last_name"]);
  expect(seen.saved).toMatchObject({ first_name: "Theirs", last_name: "Mine too" });
  expect(seen.overwritten).toMatchObject({ first_name: "Mine after all" });
});

test("a conflict of another kind says which", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const accounts = window.mpdx.organizationAccounts;
    const held = (await accounts.load()).page(0, 1)[0]!;
    const values = { username: "twice", password: "secret", organization: held.organization!.id, person: held.person! };
    const error = await window.failure(() => accounts.create(values));
    return { isConflict: error instanceof window.roster.ConflictError, reason: error.reason, base: error.base };
  });
  expect(seen).toEqual({ isConflict: true, reason: "second_account", base: null });
});

test("an error has the system's reasons by field", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const resource = window.mpdx.keyAccounts;
    const made = await resource.create({ email: "u@example.org", remote_id: "page-unique" });
    const error = await window.failure(() => resource.create({ email: "v@example.org", remote_id: "page-unique" }));
    await resource.delete(made.account.id);
    const { name, code, status, retryable, effect, fields, reasons, report, requestId } = error;
    const isRejected = error instanceof window.roster.RejectedError;
    return { isRejected, name, code, status, retryable, effect, fields, reasons, report, requestId };
  });
  expect(seen).toMatchObject({
    isRejected: true,
    name: "RejectedError",
    code: "rejected",
    status: 400,
    retryable: false,
    effect: "not_applied",
    requestId: null,
  });
  expect(seen.fields.remote_id.join()).toContain("already been taken");
  expect(seen.reasons[0].field).toBe("remote_id");
  expect(seen.report.join("\n")).toContain("nothing was changed");
});

test("what makes no sense is an InvalidError, and nothing is sent", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const accounts = await window.swift.accounts.load();
    accounts.filter("name:a");
    const before = accounts.matches;
    const requests = () => performance.getEntriesByType("resource").length;
    const sent = requests();
    const works: (() => unknown)[] = [
      () => accounts.filter("nmae:x"),
      () => accounts.filter(7 as unknown as string),
      () => accounts.sort("nmae"),
      () => accounts.page(-1, 10),
      () => accounts.edit("nobody"),
      () => accounts.create().set("id" as never, "x"),
      () => window.swift.accounts.get("not a ULID"),
      () => window.swift.accounts.get(undefined as unknown as string),
      () => window.swift.accounts.create(null as never),
      () => window.swift.accounts.create({ nmae: "X" } as never),
      () => window.swift.accounts.list({ pagesize: 5 } as never).next(),
      () => window.roster.Roster.swift({ baseUrl: "http://example.com", token: () => "t" }).accounts.count(),
    ];
    const messages: string[] = [];
    for (const work of works) {
      const error = await window.failure(work);
      if (!(error instanceof window.roster.InvalidError)) throw error;
      messages.push(error.message);
    }
    return { messages, same: accounts.matches === before, sent: requests() - sent };
  });
  expect(seen).toMatchObject({ same: true, sent: 0 });
  const told = ["nmae", "number", "nmae", "-1", "nobody", "id", "ULID", "undefined", "object", "nmae", "pagesize", "https"];
  seen.messages.forEach((message, place) => expect(message).toContain(told[place]!));
});

test("a token that is refused, or cannot be had, is unauthorized", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const { Roster, UnauthorizedError } = window.roster;
    const baseUrl = window.sandbox.origin + "/api/v2/";
    const over = new Error("session is over");
    const tokens = [
      () => "hunter2",
      () => {
        throw over;
      },
      async () => {
        throw over;
      },
    ];
    const found = [];
    for (const token of tokens) {
      const error = await window.failure(() => Roster.mpdx({ baseUrl, token }).keyAccounts.count());
      const leaks = JSON.stringify([error, error.message, String(error.stack)]).includes("hunter2");
      found.push([error instanceof UnauthorizedError, error.cause === over, error.status, leaks]);
    }
    return found;
  });
  expect(seen).toEqual([
    [true, false, 401, false],
    [true, true, null, false],
    [true, true, null, false],
  ]);
});

test("an aborted call rejects as fetch does", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const { accounts } = window.swift;
    const reasons: unknown[] = [undefined, new TypeError("left"), "text", null, { code: 7 }];
    const found = [];
    for (const reason of reasons) {
      const before = await window.failure(() => accounts.count({ signal: AbortSignal.abort(reason) }));
      const controller = new AbortController();
      const { signal } = controller;
      const during = await window.failure(() =>
        accounts.load({ pageSize: 1, signal, onProgress: () => controller.abort(reason) }),
      );
      found.push([before.name, during.name, before instanceof Error && during instanceof Error, during === reason]);
    }
    const controller = new AbortController();
    let listed = 0;
    const between = await window.failure(async () => {
      for await (const _ of accounts.list({ pageSize: 5, signal: controller.signal })) {
        if (++listed === 3) controller.abort();
      }
    });
    const timeout = await window.failure(() => {
      const { origin } = window.sandbox;
      const never = window.roster.Roster.swift({ baseUrl: origin, token: () => new Promise<string>(() => {}) });
      return never.accounts.count({ signal: AbortSignal.timeout(1) });
    });
    return { found, listed, between: between.name, timeout: timeout.name };
  });
  expect(seen.found).toEqual([
    ["AbortError", "AbortError", true, false],
    ["TypeError", "TypeError", true, true],
    ["AbortError", "AbortError", true, false],
    ["AbortError", "AbortError", true, false],
    ["AbortError", "AbortError", true, false],
  ]);
  expect(seen).toMatchObject({ listed: 3, between: "AbortError", timeout: "TimeoutError" });
});

test("a deadline, and nobody there, are errors that may be tried again", async ({ page }) => {
  await site.visit(page);
  const seen = await page.evaluate(async () => {
    const { Roster, RosterTimeoutError, ConnectionError } = window.roster;
    const { origin } = window.sandbox;
    const slow = Roster.swift({ baseUrl: origin, token: () => new Promise<string>(() => {}), timeout: 20 });
    const nobody = Roster.swift({ baseUrl: "http://127.0.0.1:1/", token: () => "t" });
    const late = await window.failure(() => slow.accounts.count());
    const alone = await window.failure(() => nobody.accounts.count());
    return [late instanceof RosterTimeoutError, late.retryable, alone instanceof ConnectionError, alone.retryable];
  });
  expect(seen).toEqual([true, true, true, true]);
});

test("a read-only roster changes nothing", async ({ page }) => {
  await site.visit(page);
  const forbidden = await page.evaluate(async () => {
    const { Roster, ForbiddenError } = window.roster;
    const { token } = window.sandbox.credentials.swift;
    const { accounts } = Roster.swift({ baseUrl: window.sandbox.origin, token: () => token, readOnly: true });
    const error = await window.failure(() => accounts.create({ name: "X" }));
    return error instanceof ForbiddenError && error.effect === "nothing_sent";
  });
  expect(forbidden).toBe(true);
});

test("a module that did not load is told by the first call, and tried again by the next", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await site.visit(page);
  const failed = await page.evaluate(async () => {
    const error = await window.failure(() => window.swift.accounts.count());
    return { isModule: error instanceof window.roster.ModuleError, retryable: error.retryable, message: error.message };
  });
  expect(failed).toMatchObject({ isModule: true, retryable: true });
  expect(failed.message).toContain("could not be loaded");
  await page.unroute("**/*.wasm");
  expect(await page.evaluate(() => window.swift.accounts.count())).toBeGreaterThan(0);
});

test("text of a server is made safe to show", async ({ page }) => {
  await site.visit(page);
  const shown = await page.evaluate(async () => {
    await window.roster.ready();
    return window.roster.shown("a\u202eb\u001b[31m");
  });
  expect(shown).toBe("a�b␛[31m");
});
