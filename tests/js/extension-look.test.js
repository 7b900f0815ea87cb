import assert from "node:assert/strict";
import { test } from "node:test";

import { Look } from "../../extension/background/look.js";

test("a look is not settled before its last search has ended", () => {
  const look = new Look(0);
  look.add(0, 1, null, true);
  assert.equal(look.due(), 3);
  look.busy = true;
  assert.equal(look.settled, false);
  look.busy = false;
  assert.equal(look.settled, true);
});
