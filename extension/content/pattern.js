/** Match patterns that name sites, `https://*.example.org/*`; ports are in none of them. */

/**
 * @param {string} pattern
 * @returns {string} example.org, or *.example.org for all below it too
 */
export function siteOf(pattern) {
  return pattern.split("/")[2] ?? "";
}

/**
 * @param {string} site as siteOf gives it
 * @param {string} host
 * @returns {boolean} whether the host belongs to it
 */
export function holdsHost(site, host) {
  return site === host || (site.startsWith("*.") && `.${host}`.endsWith(site.slice(1)));
}

/**
 * @param {string} pattern
 * @param {string} origin https://example.org:8000
 * @returns {boolean} whether it holds for pages there
 */
export function holdsPage(pattern, origin) {
  if (!URL.canParse(origin)) return false; // a sandboxed frame's
  const { protocol, hostname } = new URL(origin);
  const [scheme] = pattern.split("//");
  return (scheme === "*:" || scheme === protocol) && holdsHost(siteOf(pattern), hostname);
}
