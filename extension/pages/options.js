/** The options page: language, where clips are compared, on which sites, which registry. */

import { PAGE_REPLIES } from "../messages.js";
import { element } from "../ui/element.js";
import { ask } from "./ask.js";
import { allowSites, maySend, removeSite } from "./permissions.js";
import { redraw } from "./redraw.js";

/** @typedef {ReturnType<typeof PAGE_REPLIES.settings>} Settings */

/** The registry's data may come while the page is open: so often, and so long, that is looked for. */
const AGAIN_MS = 1000;
const PATIENCE_MS = 20_000;

const status = element("p", { role: "status" });
const data = element("p", { class: "fact" });

/** @returns {Promise<Settings>} */
async function settingsNow() {
  return PAGE_REPLIES.settings(await ask("settings", {}), "settings");
}

/** @param {string} [saved] what to say when it was saved; nothing by default */
async function draw(saved) {
  const settings = await settingsNow();
  document.documentElement.lang = settings.lang;
  document.title = settings.words.title;
  status.textContent = saved ? settings.words.saved : "";
  data.textContent = settings.data;
  redraw(
    element(
      "main",
      {},
      element("h1", {}, settings.words.title),
      languages(settings),
      matching(settings),
      sites(settings),
      registry(settings),
      status,
    ),
  );
}

/**
 * @param {Settings} settings
 * @returns {HTMLElement}
 */
function languages({ language, words }) {
  const choices = /** @type {const} */ ([
    ["auto", words.auto],
    ["zh_CN", "简体中文"],
    ["en", "English"],
  ]);
  const made = choices.map(([value, word]) => {
    const input = choice("radio", "language", value, language === value);
    input.addEventListener("change", () => void save({ language: value, serverMatch: null }));
    return element("label", {}, input, word);
  });
  return group(words.language, ...made);
}

/**
 * On the server only after a consent of its own, beside the words that name what is sent.
 * @param {Settings} settings
 * @returns {HTMLElement}
 */
function matching({ serverMatch, words }) {
  const local = choice("radio", "match", "local", !serverMatch);
  const server = choice("radio", "match", "server", serverMatch);
  const agree = choice("checkbox", "agree", "agree", serverMatch);
  const consent = element("label", { class: "consent" }, agree, words.agree);
  consent.hidden = !serverMatch;
  local.addEventListener("change", () => void save({ language: null, serverMatch: false }));
  server.addEventListener("change", () => {
    consent.hidden = false;
    agree.focus();
  });
  agree.addEventListener("change", async () => {
    const agreed = agree.checked && (await maySend("websiteContent"));
    await save({ language: null, serverMatch: agreed });
  });
  return group(
    words.match,
    element("label", {}, local, words.local, element("small", {}, words.local_small)),
    element("label", {}, server, words.server, element("small", {}, words.server_small)),
    consent,
  );
}

/**
 * @param {Settings} settings
 * @returns {HTMLElement} where it runs: sites to pause, allow or remove
 */
function sites({ sites: each, words }) {
  const rows = each.map(({ pattern, site, added, allowed, paused }) => {
    const buttons = allowed
      ? [button(paused ? words.site_resume : words.site_pause, site, () => pause(site, !paused))]
      : [button(words.site_allow, site, () => allowSites([pattern]))];
    if (added) buttons.push(button(words.site_remove, site, () => removeSite(pattern)));
    return element("li", {}, element("span", {}, site), ...buttons);
  });
  return group(words.sites, element("ul", { class: "sites" }, ...rows), fact(words.sites_small));
}

/**
 * @param {string} host
 * @param {boolean} paused
 */
async function pause(host, paused) {
  await ask("pause", { host, paused });
}

/**
 * @param {string} word
 * @param {string} site told to screen readers with the word
 * @param {() => Promise<unknown>} act
 * @returns {HTMLElement}
 */
function button(word, site, act) {
  const made = element("button", { type: "button", "aria-label": `${word} ${site}` }, word);
  made.addEventListener("click", async () => {
    await act();
    await draw();
  });
  return made;
}

/**
 * @param {Settings} settings
 * @returns {HTMLElement} its address, and its key by a fingerprint that people can compare
 */
function registry({ server, key, fingerprint, words }) {
  const compare = { href: words.help, target: "_blank", rel: "noopener noreferrer" };
  const whole = element("summary", {}, words.whole_key);
  return group(
    words.registry,
    fact(server),
    fact(words.key, element("code", {}, fingerprint)),
    fact(element("a", compare, words.compare)),
    element("details", { class: "fact" }, whole, element("code", {}, key)),
    data,
  );
}

/**
 * @param {...(Node | string)} parts
 * @returns {HTMLElement}
 */
function fact(...parts) {
  return element("p", { class: "fact" }, ...parts);
}

/**
 * @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {string} value
 * @param {boolean} checked
 * @returns {HTMLInputElement}
 */
function choice(type, name, value, checked) {
  const input = element("input", { type, name, value });
  input.checked = checked;
  return input;
}

/**
 * @param {string} name
 * @param {...HTMLElement} parts
 * @returns {HTMLElement}
 */
function group(name, ...parts) {
  return element("fieldset", {}, element("legend", {}, name), ...parts);
}

/** @param {import("../messages.js").Payloads["save"]} changes */
async function save(changes) {
  await ask("save", changes);
  await draw("saved");
}

await draw();
const again = setInterval(async () => {
  data.textContent = (await settingsNow()).data;
}, AGAIN_MS);
setTimeout(() => clearInterval(again), PATIENCE_MS);
