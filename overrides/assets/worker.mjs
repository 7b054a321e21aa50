// Runs the calculators' Python in a worker: data in, HTML out. It knows no medicine and builds no Python source.

let respond;

// Counts the bytes of every fetch, so that the page can show how far the download is. A fetch that fails is told to
// `failed` too: Pyodide waits for ever for a file that does not come.
function countBytes(report, failed) {
  const plain = self.fetch.bind(self);
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await plain(...request).catch((error) => {
      failed(error);
      throw error;
    });
    if (!response.ok) failed(new Error(`${response.status} for ${response.url}`));
    const count = new TransformStream({
      transform(chunk, stream) {
        loaded += chunk.byteLength;
        report(loaded);
        stream.enqueue(chunk);
      },
    });
    const { status, headers } = response;
    return new Response(response.body.pipeThrough(count), { status, headers });
  };
}

// Pyodide also waits for ever for a binary that cannot be compiled.
function watchCompiling(failed) {
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const plain = WebAssembly[way];
    WebAssembly[way] = (...given) =>
      plain(...given).catch((error) => {
        failed(error);
        throw error;
      });
  }
}

async function start(folder) {
  const manifest = await (await fetch(new URL("manifest.json", folder))).json();
  const files = new URL(`${manifest.stamp}/`, folder).href;
  const missing = new Promise((_, failed) => {
    countBytes((loaded) => self.postMessage({ loaded, total: manifest.bytes }), failed);
    watchCompiling(failed);
  });
  const { loadPyodide } = await import(`${files}pyodide.mjs`);
  const started = loadPyodide({
    indexURL: files,
    stdLibURL: `${files}python.zip`,
    lockFileContents: manifest.lock,
    packageBaseUrl: files,
  });
  const python = await Promise.race([started, missing]);
  return python.pyimport("calculators.core.respond").respond;
}

self.onmessage = async ({ data }) => {
  try {
    respond ??= start(data.folder);
    const answer = await respond;
    self.postMessage({ ready: true });
    if (data.name) self.postMessage({ id: data.id, reply: JSON.parse(answer(data.name, JSON.stringify(data.given))) });
  } catch (error) {
    self.postMessage({ id: data.id, failure: String(error) });
  }
};
