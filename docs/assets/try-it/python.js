// The page's side of the worker: a promise for each question.

export class Unavailable extends Error {
  /** @param {"file" | "webassembly" | "missing" | "error"} reason */
  constructor(reason, detail = "") {
    super(detail || reason);
    this.reason = reason;
  }
}

/**
 * Starts Python, and resolves when it can answer.
 *
 * @param {(part: number | null) => void} onProgress gets how much has been loaded, from 0 to 1, then null while it starts
 * @returns {Promise<{form: object, assess: (text: string) => Promise<string>, turn: (text: string) => Promise<string>}>}
 */
export function startPython(onProgress) {
  if (location.protocol === "file:") return Promise.reject(new Unavailable("file"));
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return Promise.reject(new Unavailable("webassembly"));
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const waiting = new Map();
  let next = 0;

  const ask = (call) => (text) =>
    new Promise((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      worker.postMessage({ id: next, call, text });
    });

  const answered = ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  };

  return new Promise((resolve, reject) => {
    const heard = {
      progress: ({ part }) => onProgress(part < 1 ? part : null),
      step: () => onProgress(null),
      ready: ({ form }) => resolve({ form: JSON.parse(form), assess: ask("assess"), turn: ask("turn") }),
      failed: ({ reason, detail }) => reject(new Unavailable(reason, detail)),
      answer: answered,
    };
    worker.addEventListener("message", (event) => heard[event.data.kind](event.data));
    worker.addEventListener("error", (event) => reject(new Unavailable("error", event.message)));
  });
}
