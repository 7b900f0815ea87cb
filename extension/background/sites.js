/** The sites' rows in use: those shipped, or newer ones from the signed manifest. */

import { CheckError, list, object, whole } from "../checks.js";
import { holdsHost, siteOf } from "../content/pattern.js";
import { checkSite } from "../sites.js";

/** @typedef {import("../sites.js").Site} Site */

/** @type {import("../checks.js").Check<unknown>} */
const anything = (value) => value;

const checkSites = object({ revision: whole(0, 1e9), sites: list(anything, 50) });

export class Sites {
  #revision = 0;
  /** @type {readonly string[]} */
  #known;
  /** @type {Site[]} */
  #rows = [];
  /** @type {unknown} */
  #offered;

  /**
   * @param {unknown} shipped
   * @param {readonly string[]} patterns of the manifest: no data gain a host beyond them
   */
  constructor(shipped, patterns) {
    this.#known = patterns.map(siteOf);
    this.offer(shipped);
  }

  /**
   * Use these rows if they are newer; what is not in their form is left out.
   * @param {unknown} offered
   */
  offer(offered) {
    if (offered === undefined || offered === null || offered === this.#offered) return;
    this.#offered = offered;
    try {
      const { revision, sites } = checkSites(offered, "sites");
      if (revision <= this.#revision) return;
      this.#revision = revision;
      this.#rows = sites.flatMap((row) => this.#read(row));
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      console.warn(`Reelmark: rows of sites are not used: ${error.message}`);
    }
  }

  /**
   * @param {string} host without port
   * @returns {Site | null}
   */
  at(host) {
    return this.#rows.find(({ hosts }) => hosts.some((known) => holdsHost(known, host))) ?? null;
  }

  /**
   * @param {unknown} given
   * @returns {Site[]} one, or none
   */
  #read(given) {
    try {
      const row = checkSite(given, "site");
      return [{ ...row, hosts: row.hosts.filter((host) => this.#known.includes(host)) }];
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      console.warn(`Reelmark: a site's row is left out: ${error.message}`);
      return [];
    }
  }
}
