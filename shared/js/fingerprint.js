/**
 * The query side of fingerprint v1 (shared/fingerprint.md).
 *
 * In order of use: `average` each frame, show the planes to `Borders`, make a `thumb` of each
 * within their common area, pass over those that are flat (`isFlat`), hash the others (`Windows`)
 * stage by stage (`STAGES`). The caller loads `fingerprint/operators.json`, for
 * `createOperators`.
 */

export { Borders, PLANE, WHOLE } from "./borders.js";
export { average, thumb, THUMB } from "./thumb.js";
export { isFlat } from "./flatness.js";
export { createOperators } from "./operators.js";
export { GRID, STAGES, Windows } from "./windows.js";
