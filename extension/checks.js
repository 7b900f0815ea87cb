/** Checks of values from outside: each gives the value back with its type, or throws CheckError. */

/** A value that is not what it should be; the message says where. */
export class CheckError extends Error {}

/**
 * @template T
 * @typedef {(value: unknown, where: string) => T} Check
 */

/**
 * @param {string} where
 * @param {string} wanted
 * @returns {never}
 */
function refuse(where, wanted) {
  throw new CheckError(`${where} is not ${wanted}`);
}

/**
 * Text of `least` to `most` UTF-16 units.
 * @param {number} most
 * @param {number} [least]
 * @returns {Check<string>}
 */
export const text =
  (most, least = 0) =>
  (value, where) =>
    typeof value === "string" && value.length <= most && value.length >= least
      ? value
      : refuse(where, `text of ${least} to ${most} characters`);

/**
 * @param {number} least
 * @param {number} most
 * @returns {Check<number>}
 */
export const number = (least, most) => (value, where) =>
  typeof value === "number" && value >= least && value <= most
    ? value
    : refuse(where, `a number from ${least} to ${most}`);

/**
 * @param {number} least
 * @param {number} most
 * @returns {Check<number>}
 */
export const whole = (least, most) => (value, where) =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
    ? value
    : refuse(where, `a whole number from ${least} to ${most}`);

/** @type {Check<boolean>} */
export const flag = (value, where) =>
  typeof value === "boolean" ? value : refuse(where, "true or false");

/**
 * @template {string} const T
 * @param {readonly T[]} values
 * @returns {Check<T>}
 */
export const oneOf = (values) => (value, where) =>
  values.find((known) => known === value) ?? refuse(where, `one of ${values.join(", ")}`);

/**
 * @template T
 * @param {Check<T>} check
 * @returns {Check<T | null>} absent counts as null
 */
export const maybe = (check) => (value, where) =>
  value === null || value === undefined ? null : check(value, where);

/**
 * @template T
 * @param {Check<T>} check
 * @param {number} most
 * @returns {Check<T[]>}
 */
export const list = (check, most) => (value, where) =>
  Array.isArray(value) && value.length <= most
    ? value.map((item, i) => check(item, `${where}[${i}]`))
    : refuse(where, `a list of at most ${most}`);

/**
 * An object with these members; others are left out of the result.
 * @template {Record<string, Check<unknown>>} T
 * @param {T} members
 * @returns {Check<{ [K in keyof T]: ReturnType<T[K]> }>}
 */
export const object = (members) => (value, where) => {
  if (typeof value !== "object" || value === null) refuse(where, "an object");
  /** @type {Record<string, unknown>} */
  const given = Object.fromEntries(Object.entries(value));
  const read = Object.entries(members).map(([name, check]) => [
    name,
    check(given[name], `${where}.${name}`),
  ]);
  return /** @type {{ [K in keyof T]: ReturnType<T[K]> }} */ (Object.fromEntries(read));
};
