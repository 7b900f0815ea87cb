/** Prints a view of each thing that a card can say, for tests/extension/test_accessible.py. */

import { viewOf } from "../../extension/background/view.js";
import { LANGUAGES, MATCH, context, everyFind, everyOther, finding, record } from "./views.js";

/**
 * @param {import("./views.js").Language} language
 * @returns {import("../../extension/messages.js").View[]}
 */
function views(language) {
  const finds = everyFind(language).filter(({ ai, approval, verified, stale }) => {
    const plain = verified && !stale;
    if (ai === "generated") return plain || ["listed", "revoked"].includes(approval);
    return plain && approval === "declared";
  });
  const both = [record({ title: "一部" }), record({ id: "d2", title: "One" }, { state: "revoked" })];
  const several = finding("several", [MATCH, { ...MATCH, drama: "d2" }]);
  return [
    ...finds.map(({ view }) => view),
    viewOf(several, context(both, { language })),
    ...everyOther(language),
  ];
}

process.stdout.write(
  JSON.stringify(Object.fromEntries(LANGUAGES.map((language) => [language, views(language)]))),
);
