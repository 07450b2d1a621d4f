/** Chromium, headless, and a server of the page and the answers. */
import { createServer, type Server } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

import { chromium, type Browser, type Page } from "@playwright/test";

import chrome from "../../wasm/webdriver.json" with { type: "json" };
import type { Memory } from "./memory.js";
import { quick, type Measured, type Plan } from "./rounds.js";
import { works } from "./work.js";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** Serves the built page, and the answers below `/answers/`. */
async function serve(page: string, answers: string): Promise<{ address: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const within = pathname.startsWith("/answers/") ? answers : page;
    const name = pathname === "/" ? "index.html" : pathname.replace(/^\/answers\//, "");
    const file = normalize(join(within, name));
    try {
      if (!file.startsWith(within + sep)) throw new Error("outside of the folder");
      const body = await readFile(file);
      const headers = {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        // Isolated, a page's clock is one of 5 microseconds instead of 100.
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      };
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Starts Chromium; the caller closes it. */
export function launch(): Promise<Browser> {
  const executablePath = process.env["ROSTER_CHROMIUM"];
  if (!executablePath) throw new Error("ROSTER_CHROMIUM has to say where Chromium is");
  return chromium.launch({
    executablePath,
    args: [...chrome["goog:chromeOptions"].args, "--enable-precise-memory-info", "--js-flags=--expose-gc"],
  });
}

/** Measures in Chromium: a page for each resource, and one for each contestant's memory. */
export async function inChromium(
  browser: Browser,
  built: string,
  plan: Plan,
  tell: (line: string) => void,
): Promise<{ measured: Measured[]; memory: (Memory & { contestant: string; resource: string; size: number })[] }> {
  const { address, server } = await serve(built, plan.answers);
  const visit = async <T>(act: (page: Page) => Promise<T>): Promise<T> => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      page.on("console", (message) => tell(message.text()));
      await page.goto(address);
      await page.waitForFunction(() => document.title === "ready");
      return await act(page);
    } finally {
      await context.close();
    }
  };
  try {
    const measured: Measured[] = [];
    const memory = [];
    for (const { resource } of works) {
      measured.push(
        ...(await visit((page) => page.evaluate(([plan, resource]) => window.measure(plan, resource), [plan, resource] as const))),
      );
    }
    for (const size of plan.memory) {
      for (const work of works) {
        for (const name of quick(measured, plan, work, size)) {
          const given = [name, work.resource, size, plan.loads] as const;
          const bytes = await visit((page) => page.evaluate((given) => window.memory(...given), given));
          memory.push({ contestant: name, resource: work.resource, size, ...bytes });
        }
      }
    }
    return { measured, memory };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
