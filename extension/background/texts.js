/** The words of one language: the extension's messages, and the vocabulary's enumerations. */

/** @typedef {"zh_CN" | "en"} Language */
/** @typedef {Readonly<Record<string, { message: string }>>} Messages */

/** @typedef {Readonly<Record<string, { zh: string, en: string } | null>>} Terms by value */

/**
 * shared/vocabulary/enums.json
 * @typedef {{ enums: Readonly<Record<string, { values: Terms }>> }} Vocabulary
 */

export class Texts {
  /**
   * @param {Language} language
   * @param {Messages} messages _locales/…/messages.json
   * @param {Vocabulary} vocabulary
   */
  constructor(language, messages, vocabulary) {
    this.language = language;
    this.messages = messages;
    this.vocabulary = vocabulary;
  }

  /** @returns {"zh-CN" | "en"} for `lang` attributes */
  get tag() {
    return this.language === "zh_CN" ? "zh-CN" : "en";
  }

  /**
   * @param {string} key
   * @param {...(string | number)} values for $1, $2 …
   * @returns {string}
   */
  say(key, ...values) {
    const known = this.messages[key];
    if (!known) throw new RangeError(`no message ${key}`);
    return known.message.replace(/\$(\d)/g, (_, place) => String(values[Number(place) - 1] ?? ""));
  }

  /**
   * A value of an enumeration in words.
   * @param {string} name of the enumeration
   * @param {string} value
   * @returns {string} the value itself when a newer registry says something not known here
   */
  term(name, value) {
    const known = this.vocabulary.enums[name]?.values[value];
    return known ? known[this.language === "zh_CN" ? "zh" : "en"] : value;
  }

  /**
   * @param {string} day YYYY-MM-DD
   * @returns {string}
   */
  day(day) {
    const [year, month, date] = day.split("-").map(Number);
    if (this.language === "zh_CN" || !(month >= 1 && month <= 12)) return day;
    const names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
    return `${date}\u00a0${names[month - 1]}\u00a0${year}`;
  }

  /**
   * @param {readonly string[]} parts empty ones are left out
   * @param {string} [separator] a message
   * @returns {string}
   */
  join(parts, separator = "comma") {
    return parts.filter(Boolean).join(this.say(separator));
  }
}

/** Longest text of a record that a card holds; longer ones are cut. */
const LONGEST = 160;

/**
 * @param {string} text
 * @param {number} [most]
 * @returns {string}
 */
export function cut(text, most = LONGEST) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/**
 * @param {string} text
 * @returns {string} as the beginning of a line
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * @param {number} whole seconds
 * @returns {string} 01:08, 1:02:03
 */
function clock(whole) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/**
 * The whole seconds that a stretch touches.
 * @param {{ start_s: number, end_s: number }} stretch
 * @returns {[string, string]}
 */
export function stretch({ start_s, end_s }) {
  return [clock(Math.floor(Math.max(0, start_s))), clock(Math.ceil(Math.max(0, end_s)))];
}
