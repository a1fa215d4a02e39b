// Python in a thread of its own: loads the runtime, attrs and the library, then answers questions about symptoms.
// Nothing is asked of any other host, and answers stay in this thread's memory.

const RUNTIME = new URL("./runtime/", import.meta.url);
const plainFetch = self.fetch.bind(self);

const CALLS = ["assess", "form", "turn"];
const calls = new Map();

const tell = (message) => self.postMessage(message);

/** Counts the bytes of everything that is fetched from now on, so that the page can show how far it is. */
function countBytes(total) {
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await plainFetch(...request);
    if (!response.ok || !response.body) return response;
    const counted = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          loaded += chunk.byteLength;
          tell({ kind: "progress", part: Math.min(loaded / total, 1) });
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted, { status: response.status, headers: response.headers });
  };
}

async function fetched(url) {
  const response = await self.fetch(url);
  if (!response.ok) throw new Error(`${url.pathname.split("/").pop()} could not be loaded (${response.status})`);
  return response;
}

async function start() {
  const listed = await plainFetch(new URL("manifest.json", RUNTIME));
  if (!listed.ok) return tell({ kind: "failed", reason: "missing" });
  const manifest = await listed.json();
  // Modules are imported, not fetched, so their bytes can't be counted.
  const counted = Object.entries(manifest.sizes).filter(([name]) => !name.endsWith(".mjs"));
  countBytes(counted.reduce((sum, [, size]) => sum + size, 0));
  const { loadPyodide } = await import(new URL("pyodide.mjs", RUNTIME).href);
  const python = await loadPyodide({ indexURL: RUNTIME.href });
  tell({ kind: "step", step: "library" });
  for (const archive of manifest.archives) {
    python.unpackArchive(await (await fetched(new URL(archive, RUNTIME))).arrayBuffer(), "wheel");
  }
  if (manifest.rules) python.FS.writeFile("rules.json", await (await fetched(new URL(manifest.rules, RUNTIME))).text());
  for (const name of ["bridge", "walk"]) {
    python.FS.writeFile(`${name}.py`, await (await fetched(new URL(`${name}.py`, import.meta.url))).text());
    const module = python.pyimport(name);
    for (const call of CALLS.filter((each) => each in module)) calls.set(call, module[call]);
  }
  calls.get("assess")("{}");
  tell({ kind: "ready", form: calls.get("form")() });
}

function answer({ id, call, text }) {
  try {
    tell({ kind: "answer", id, result: calls.get(call)(text) });
  } catch (error) {
    tell({ kind: "answer", id, error: String(error.message || error) });
  }
}

self.addEventListener("message", (event) => answer(event.data));
start().catch((error) => tell({ kind: "failed", reason: "error", detail: String(error.message || error) }));
