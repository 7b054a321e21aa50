// Starts Python, in the worker, in tests and in the build alike. There are two ways. `fast` restores a memory image that
// comes inside a lean binary (see wasm.py); `plain` starts Pyodide as its makers do, with a smaller standard library.

// What Pyodide restores: the header says which of JavaScript's objects Python held; the memory follows when it is there.
class Snapshot extends Uint8Array {
  subarray(from, to) {
    return to === undefined ? this.memory : super.subarray(from, to);
  }
}

// Static initialisers run before the memory is restored, and must find the memory that the full binary starts with.
function takeImage({ buffer }, undo) {
  const part = new DataView(undo);
  const image = new Uint8Array(buffer.slice(0, part.getUint32(0, true))); // past it all is zero before and after
  new Uint8Array(buffer, 0, image.length).fill(0, part.getUint32(4, true));
  for (let at = 8; at < undo.byteLength; ) {
    const [address, size] = [part.getUint32(at, true), part.getUint32(at + 4, true)];
    new Uint8Array(buffer, address, size).set(new Uint8Array(undo, at + 8, size));
    at += 8 + size;
  }
  return image;
}

// Pyodide makes the instance itself, and then waits for ever for one that cannot be made: `failed` is told of that.
function watchInstances(binary, snapshot, failed) {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  const watched = (read) => async (given, imports) => {
    try {
      const made = await instantiate(await read(given), imports);
      const [undo] = made.module ? WebAssembly.Module.customSections(made.module, "undo") : [];
      if (undo) snapshot.memory = takeImage(made.instance.exports.memory, undo);
      return made;
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  WebAssembly.instantiate = watched((bytes) => bytes);
  WebAssembly.instantiateStreaming = watched(() => binary);
}

/** Starts Python. `at` gives the address of a file, `load` imports a module, `none` is the address of an empty file;
 *  `binary` holds the bytes of WebAssembly where they are on their way already. */
export async function boot(way, { at, load, header, lock, none, binary }) {
  const snapshot = Snapshot.from(atob(header), (letter) => letter.charCodeAt(0));
  const broken = new Promise((_, failed) => watchInstances(binary, snapshot, failed));
  const [indexURL, files] =
    way === "fast"
      ? [at("fast/"), { stdLibURL: none, _loadSnapshot: snapshot }]
      : [at("./"), { stdLibURL: at("python.zip") }];
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    load(at("pyodide.mjs")),
    load(`${indexURL}pyodide.asm.mjs`),
  ]);
  const shared = { createPyodideModule, lockFileContents: lock, packageBaseUrl: at("./") };
  const python = await Promise.race([loadPyodide({ ...shared, ...files, indexURL }), broken]);
  if (way === "fast") python.globals.get("wake")();
  return python;
}
