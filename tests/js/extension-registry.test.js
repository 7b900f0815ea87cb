import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Registry } from "../../extension/background/registry.js";
import { bytes, publish, recentFile, vectors } from "./publisher.js";

/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files */

const SERVER = "https://registry.example";
const NOW = Date.parse("2026-11-22T00:00:00Z");
const DAY = 86_400_000;
const { dramas, key } = vectors;

/** What the server has, by path from `/v1/`. @type {Files} */
let served = new Map();
/** What the browser keeps. */
let stored = /** @type {Record<string, any>} */ ({});
/** @type {Files} */
const cached = new Map();
let denied = false;

/**
 * @template A, R
 * @param {(...given: A[]) => R} work
 * @returns {(...given: A[]) => Promise<R>}
 */
const storage =
  (work) =>
  async (...given) => {
    if (denied) throw new DOMException("denied", "SecurityError");
    return work(...given);
  };

const cache = {
  match: storage((/** @type {string} */ url) => {
    const found = cached.get(url);
    return found && new Response(found);
  }),
  /** @param {string} url @param {Response} response */
  async put(url, response) {
    cached.set(url, new Uint8Array(await response.arrayBuffer()));
  },
  keys: storage(() => [...cached.keys()].map((url) => ({ url }))),
  delete: storage((/** @type {string} */ url) => cached.delete(url)),
};

// As browsers have it, and Node from 21 on.
ArrayBuffer.prototype.transfer ??= () => new ArrayBuffer(0);

Object.assign(globalThis, {
  caches: { open: storage(() => cache) },
  chrome: {
    storage: {
      local: {
        get: storage(() => structuredClone(stored)),
        set: storage((/** @type {object} */ values) => void Object.assign(stored, values)),
      },
    },
  },
  fetch: async (/** @type {string} */ url) => {
    const file = served.get(url.replace(`${SERVER}/v1/`, ""));
    return file ? new Response(file) : new Response(null, { status: 404 });
  },
});

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: NOW });
  mock.method(console, "warn", () => {});
  served = publish(dramas);
  stored = {};
  cached.clear();
  denied = false;
});

/** @returns {Promise<Registry>} in a worker that just started, after its first look */
async function started() {
  const registry = new Registry({ server: SERVER, key });
  await registry.tend();
  return registry;
}

/** @param {Record<string, unknown>} change @returns {object[]} with a changed drama */
const withDrama = (change) => [dramas[0], { ...dramas[1], ...change }];

/** @param {Registry} registry @param {number} ms */
async function after(registry, ms) {
  mock.timers.tick(ms);
  await registry.tend();
}

const refused = (/** @type {string} */ code) => ({ kind: "refused", code });

test("a record that cannot be read is a refusal, and nothing of its file is kept", async () => {
  served = publish(withDrama({ registered: "yesterday" }));
  const registry = await started();
  assert.deepEqual(registry.problem, refused("malformed"));
  assert.ok(!registry.held);
  assert.deepEqual([stored, cached.size], [{}, 0]);
  served = publish(dramas);
  await after(registry, 5_000);
  assert.equal(registry.problem, null);
  assert.ok(registry.record("feng-gui"));
});

test("recent changes with such a record leave what is held", async () => {
  const registry = await started();
  const [change] = vectors.recent.payload.changes;
  const drama = { ...change.drama, title: 7 };
  const file = { generation: 10, changes: [{ ...change, seq: 10, drama }] };
  served.set("bundle/recent.json", bytes(recentFile(/** @type {object} */ (file))));
  await after(registry, 20_000);
  assert.deepEqual(registry.problem, refused("malformed"));
  assert.equal(registry.generation, 9);
  assert.equal((await started()).generation, 9);
});

test("kept data that cannot be read any more are fetched anew", async () => {
  await started();
  for (const [path, file] of publish(withDrama({ demo: "perhaps" }))) {
    if (path.endsWith("manifest.json")) stored.registry.manifest = new TextDecoder().decode(file);
    if (path.endsWith(".bin")) cached.set(`${SERVER}/v1/${path}`, file);
  }
  const registry = await started();
  assert.equal(registry.problem, null);
  assert.ok(registry.record("feng-gui"));
});

test("the rows of sites that were kept are there before the bundle is read", async () => {
  await started();
  const registry = new Registry({ server: SERVER, key });
  await registry.open();
  assert.deepEqual(registry.sites, vectors.manifest.payload.sites);
  assert.equal(registry.held, null);
});

test("it works where nothing can be kept", async () => {
  denied = true;
  const registry = await started();
  assert.equal(registry.problem, null);
  assert.ok(registry.record("feng-gui"));
});

test("without room for a new bundle, the one before stays for the next start", async (t) => {
  const registry = await started();
  served = publish(withDrama({ title: "新" }), { generation: 10 });
  const full = t.mock.method(cache, "put", async () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await after(registry, 600_000);
  full.mock.restore();
  assert.equal(registry.record("removed")?.title, "新");
  served = new Map();
  const next = await started();
  assert.equal(next.held?.manifest.generation, 9);
  assert.ok(next.record("feng-gui"));
});

test("it refuses older files also when the bundle is gone", async () => {
  served = publish(dramas, { generation: 12 });
  await started();
  cached.clear();
  const newer = served;
  served = publish(dramas, { generation: 11 });
  const registry = await started();
  assert.deepEqual(registry.problem, refused("older"));
  assert.ok(!registry.held);
  served = new Map([...newer, ["bundle/recent.json", bytes(recentFile({ generation: 11 }))]]);
  await after(registry, 5_000);
  assert.equal(registry.generation, 12);
  assert.deepEqual(registry.problem, refused("older"));
});

test("another registry's files are not measured by what was kept of this one", async () => {
  await started();
  stored.registry = { ...stored.registry, key: "another" };
  stored.registry.newest.manifest.generation = 1000;
  assert.equal((await started()).problem, null);
});

test("a refused manifest is told although recent changes are good", async () => {
  const registry = await started();
  const { made, expires } = publishedAt(1);
  const manifest = served.get("bundle/manifest.json");
  served.set("bundle/manifest.json", bytes("<!doctype html>"));
  served.set("bundle/recent.json", bytes(recentFile({ made, expires, changes: [] })));
  await after(registry, 600_000);
  assert.equal(registry.made, made);
  assert.deepEqual(registry.problem, refused("malformed"));
  served.delete("bundle/recent.json");
  await after(registry, 20_000);
  assert.deepEqual(registry.problem, refused("malformed"));
  served.set("bundle/manifest.json", manifest ?? bytes(""));
  await after(registry, 600_000);
  assert.deepEqual(registry.problem, { kind: "offline" });
});

/** @param {number} days @returns {{ made: string, expires: string }} so long from now */
function publishedAt(days) {
  const [made, expires] = [days, days + 7].map((day) => new Date(NOW + day * DAY).toISOString());
  return { made, expires };
}

for (const [name, complete, stale] of /** @type {const} */ ([
  ["keep data fresh when none is missing", true, false],
  ["leave the manifest's date when some are missing", false, true],
])) {
  test(`recent changes ${name}`, async () => {
    const [change] = vectors.recent.payload.changes;
    const since = publishedAt(6);
    const changes = [{ ...change, seq: 20 }];
    served.set(
      "bundle/recent.json",
      bytes(recentFile({ generation: 20, ...since, changes, complete })),
    );
    const registry = await started();
    assert.equal(registry.generation, complete ? 20 : 9);
    mock.timers.tick(7 * DAY);
    assert.equal(registry.stale, stale);
    assert.equal(registry.made, complete ? since.made : vectors.manifest.payload.made);
  });
}

test("a bundle of another length than the manifest says is altered or truncated", async () => {
  const [path, bundle] = [...served].at(-1) ?? ["", bytes("")];
  served.set(path, Uint8Array.from([...bundle, 0]));
  const registry = await started();
  assert.deepEqual(registry.problem, refused("altered"));
  served.set(path, bundle.slice(0, -1));
  await after(registry, 5_000);
  assert.deepEqual(registry.problem, refused("truncated"));
});
