import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { OfflineError, read } from "../../extension/background/fetching.js";

/**
 * @param {number[]} pauses ms before each byte
 * @returns {Promise<number>} bytes read
 */
async function readSlowly(pauses) {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @param {string} _url @param {{ signal: AbortSignal }} options */
  const answer = async (_url, { signal }) => {
    const left = [...pauses];
    /** @type {UnderlyingDefaultSource} */
    const source = {
      start(controller) {
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
      pull(controller) {
        const pause = left.shift();
        if (pause === undefined) return controller.close();
        mock.timers.tick(pause);
        if (!signal.aborted) controller.enqueue(Uint8Array.of(0));
      },
    };
    const body = new ReadableStream(source, { highWaterMark: 0 }); // a byte when asked for one
    return new Response(body);
  };
  mock.method(globalThis, "fetch", /** @type {any} */ (answer));
  try {
    return (await read("https://registry.example", { most: 100 })).length;
  } finally {
    mock.reset();
  }
}

test("a file that is longer than expected is cut off behind that", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response(new Uint8Array(101)));
  assert.equal((await read("https://registry.example", { most: 100 })).length, 101);
});

test("a file may take long while it comes, but not stall", async () => {
  assert.equal(await readSlowly(Array(20).fill(14_000)), 20);
  await assert.rejects(() => readSlowly([14_000, 15_000]), OfflineError);
});
