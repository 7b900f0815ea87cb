/**
 * Reads a registry's signed files as viewers do (tests/cli/test_platforms_day.py): `node
 * bundle_cli.js FOLDER KEY`, where FOLDER holds `bundle/`, gives the status of each drama.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { covers, readBundle, readManifest, readRecent } from "../../shared/js/bundle.js";

const [, , folder = "", key = ""] = process.argv;
const trust = { key, held: null, now: Date.now() };

/** @param {string} path from `/v1/` */
const file = (path) => Uint8Array.from(readFileSync(join(folder, path)));

/** @param {string} name */
const text = (name) => readFileSync(join(folder, "bundle", name), "utf8");

const manifest = await readManifest(text("manifest.json"), trust);
const recent = await readRecent(text("recent.json"), trust);
const { dramas } = await readBundle(file(manifest.bundle.path), manifest.bundle);
const changed = recent.changes.map(({ drama }) => drama);

/** @param {{ id: string, status: string }[]} records */
const statuses = (records) => Object.fromEntries(records.map(({ id, status }) => [id, status]));

process.stdout.write(
  JSON.stringify({
    bundle: statuses(dramas),
    recent: statuses(changed),
    covers: covers(recent, manifest),
  }),
);
