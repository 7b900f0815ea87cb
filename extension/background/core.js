/** What every handler needs: the pinned server, the registry, the operators, the words. */

import { createOperators } from "../../shared/js/fingerprint.js";
import { flag, object, text } from "../checks.js";
import { packed, textsFor } from "./language.js";
import { builtIn } from "./reach.js";
import { Registry } from "./registry.js";
import { Sites } from "./sites.js";
import { state } from "./state.js";

/** @typedef {import("./view.js").Context} Context */

/** Written when the extension is packed: never fetched, never changed by a message. */
const checkServer = object({ server: text(2000, 8), key: text(44, 44), welcome: flag });

/**
 * `welcome`: whether a first page greets who installs it.
 * @typedef {{
 *   registry: Registry,
 *   sites: Sites,
 *   welcome: boolean,
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
  const [packedServer, operators, shipped] = await Promise.all([
    packed("server.json"),
    packed("shared/fingerprint/operators.json"),
    packed("shared/sites.json"),
    state.ready(),
  ]);
  const server = checkServer(packedServer, "server.json");
  return {
    registry: new Registry(server),
    sites: new Sites(shipped, builtIn),
    welcome: server.welcome,
    operators: createOperators(/** @type {{ operators: number[] }} */ (operators)),
  };
}

/**
 * @param {string} host without port
 * @returns {Promise<import("../sites.js").Site | null>} the row of its site
 */
export async function siteAt(host) {
  const { registry, sites } = await core();
  sites.offer(registry.sites);
  return sites.at(host);
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
