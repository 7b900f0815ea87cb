import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Sites } from "../../extension/background/sites.js";
import { addressOf } from "../../extension/sites.js";

const shipped = JSON.parse(
  readFileSync(new URL("../../shared/sites.json", import.meta.url), "utf8"),
);
const PATTERNS = ["https://www.example.org/*", "https://*.video.example/*", "http://127.0.0.1/*"];

/**
 * @param {object} [changes]
 * @returns {any} a row
 */
function row(changes = {}) {
  const lists = { clips: ["article"], labels: [".info"], texts: [], words: [], query: ["v"] };
  const hosts = ["www.example.org"];
  return { id: "example", hosts, off: false, lang: "zh", ...lists, ...changes };
}

/**
 * @param {number} revision
 * @param {...object} rows
 */
function rows(revision, ...rows) {
  return { revision, sites: rows };
}

test("every row that is shipped can be used", () => {
  const hosts = shipped.sites.flatMap((/** @type {any} */ { hosts }) => hosts);
  const sites = new Sites(
    shipped,
    hosts.map((/** @type {string} */ host) => `https://${host}/*`),
  );
  for (const host of hosts) assert.ok(sites.at(host.replace("*.", "m.")), host);
});

test("a row is found by host, and below a starred host", () => {
  const own = row({ hosts: ["127.0.0.1", "*.video.example"] });
  const sites = new Sites(rows(1, own), PATTERNS);
  for (const host of ["127.0.0.1", "video.example", "m.video.example"]) {
    assert.ok(sites.at(host), host);
  }
  for (const host of ["", "127.0.0.2", "myvideo.example", "video.example.org"]) {
    assert.equal(sites.at(host), null, host);
  }
});

test("newer rows are used, older ones and others' forms are not", () => {
  const sites = new Sites(rows(2, row()), PATTERNS);
  for (const offered of [undefined, null, "rows", rows(1), rows(2), { revision: 9 }, rows(-1)]) {
    sites.offer(offered);
    assert.ok(sites.at("www.example.org"), JSON.stringify(offered));
  }
  sites.offer(rows(3, row({ off: true })));
  assert.ok(sites.at("www.example.org")?.off);
});

test("no data gain a host that the extension's manifest does not name", () => {
  const sites = new Sites(rows(1), PATTERNS);
  sites.offer(rows(2, row({ hosts: ["www.example.org", "bank.example", "*.example.org"] })));
  assert.deepEqual(sites.at("www.example.org")?.hosts, ["www.example.org"]);
  assert.equal(sites.at("bank.example"), null);
});

for (const [name, changes] of /** @type {[string, object][]} */ ([
  ["a host that is none", { hosts: ["www.example.org/*"] }],
  ["all hosts of a domain of the first level", { hosts: ["*.org"] }],
  ["a selector that is long", { labels: ["a".repeat(201)] }],
  ["too many selectors", { clips: Array(11).fill("a") }],
  ["words as long as a caption", { words: [{ text: "字".repeat(40), value: "1", basis: null }] }],
  ["a basis not known here", { words: [{ text: "AI", value: "1", basis: "heard" }] }],
  ["no flag", { off: undefined }],
])) {
  test(`a row is left out for ${name}, the others stay`, () => {
    const other = row({ hosts: ["127.0.0.1"] });
    const sites = new Sites(rows(1, row(changes), other), PATTERNS);
    assert.equal(sites.at("www.example.org"), null);
    assert.ok(sites.at("127.0.0.1"));
  });
}

for (const [address, told] of [
  ["https://www.example.org/watch?v=1&list=2#t", "https://www.example.org/watch?v=1"],
  ["https://me:secret@www.example.org/?utm=1", "https://www.example.org/"],
  ["https://www.example.org/?v=雾", "https://www.example.org/?v=%E9%9B%BE"],
  ["about:srcdoc", ""],
  ["file:///home/me/video.html", ""],
  [`https://www.example.org/${"a".repeat(2000)}`, ""],
]) {
  test(`of ${address.slice(0, 50)} a report would carry ${told || "nothing"}`, () => {
    assert.equal(addressOf(address, row()), told);
  });
}
