/** Garbage and memory, as far as a program may know of them. */

/** Collects garbage now, so that nobody pays for what another left behind. */
export function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error("garbage cannot be collected: start with --expose-gc");
  gc();
}

const memories: WebAssembly.Memory[] = [];

/** Remembers the memory of every module that is started from now on. */
export function watchWebAssembly(): void {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const noted = async <T>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    const instance = started instanceof WebAssembly.Instance ? started : (started as { instance: WebAssembly.Instance }).instance;
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.push(value);
    return started;
  };
  WebAssembly.instantiate = ((...given: Parameters<typeof instantiate>) =>
    noted(instantiate(...given))) as typeof instantiate;
  WebAssembly.instantiateStreaming = (...given) => noted(instantiateStreaming(...given));
}

/** Bytes in use: on the heap of JavaScript, and in the memory of WebAssembly, which never shrinks. */
export async function used(): Promise<{ heap: number; wasm: number }> {
  // What waits to be finalised is, once the program has nothing else to do.
  for (let time = 0; time < 3; time += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
  }
  return { heap: heap(), wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) };
}

function heap(): number {
  if (typeof process !== "undefined") return process.memoryUsage().heapUsed;
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  if (!memory) throw new Error("the browser does not tell how much memory it uses");
  return memory.usedJSHeapSize;
}
