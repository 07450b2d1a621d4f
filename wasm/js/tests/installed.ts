import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const builtPackage = fileURLToPath(new URL("../../pkg", import.meta.url));

/** A project of somebody else, with the built package installed from its folder. */
export class Project {
  private constructor(readonly folder: string) {}

  static async create(files: Record<string, string>): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), "roster-wasm-user-")));
    await project.write({ "package.json": JSON.stringify({ private: true, type: "module" }), ...files });
    // Copied, as from a registry: a link would find what lies around the package in the checkout.
    await project.run("npm", "install", builtPackage, "--install-links", "--offline", "--no-audit", "--no-fund");
    return project;
  }

  async write(files: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.folder, name), text);
  }

  /** Runs a program in the project and returns what it printed. */
  async run(program: string, ...args: string[]): Promise<string> {
    const { stdout } = await execute(program, args, {
      cwd: this.folder,
      shell: process.platform === "win32",
      // Playwright asks for colours, which a test would read as text.
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves a folder on a free port of this machine. */
export async function serve(folder: string): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = normalize(join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname));
    try {
      if (!file.startsWith(folder + sep)) throw new Error("outside of the folder");
      const body = await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${port}`, close };
}
