/** What every handler needs: the pinned server, the registry, the operators, the words. */

import { createOperators } from "../../shared/js/fingerprint.js";
import { object, text } from "../checks.js";
import { packed, textsFor } from "./language.js";
import { Registry } from "./registry.js";
import { state } from "./state.js";

/** @typedef {import("./view.js").Context} Context */

/** Written when the extension is packed: never fetched, never changed by a message. */
const checkServer = object({ server: text(2000, 8), key: text(44, 44) });

/**
 * @typedef {{
 *   registry: Registry,
 *   operators: import("../../shared/js/operators.js").Operators,
 * }} Core
 */

/** @type {Promise<Core> | null} */
let loading = null;

/** @returns {Promise<Core>} */
export function core() {
  loading ??= load();
  return loading;
}

/** @returns {Promise<Core>} */
async function load() {
  const [server, operators] = await Promise.all([
    packed("server.json"),
    packed("shared/fingerprint/operators.json"),
    state.ready(),
  ]);
  return {
    registry: new Registry(checkServer(server, "server.json")),
    operators: createOperators(/** @type {{ operators: number[] }} */ (operators)),
  };
}

/**
 * What findings are read against, as of now.
 * @returns {Promise<Context>}
 */
export async function context() {
  const { registry } = await core();
  await registry.wake(); // in a new worker, what was found has no records yet
  return {
    texts: await textsFor(state.settings.language),
    record: (drama) => registry.record(drama),
    server: registry.server,
    generation: registry.generation,
    made: registry.made,
    stale: registry.stale,
    demo: registry.demo,
  };
}
