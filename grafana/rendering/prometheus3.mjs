// SPDX-License-Identifier: Apache-2.0
// Reads every expression of the rules with the PromQL grammar of Prometheus 3, which Debian 12 does not have. node prometheus3.mjs
import fs from "node:fs";
import path from "node:path";
import {parser} from "@prometheus-io/lezer-promql";
import {parse} from "yaml";

const folder = path.resolve("../prometheus");

/** Where an expression is not understood; -1 when all of it is. */
function firstError(expression) {
  let found = -1;
  parser.parse(expression).iterate({enter: (node) => {
    if (node.type.isError && found < 0) found = node.from;
  }});
  return found;
}

if (firstError("rate(up[5m]") < 0) {
  throw new Error("the grammar takes what is none");
}
let expressions = 0;
let problems = 0;
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".rules.yaml")).sort()) {
  for (const rule of parse(fs.readFileSync(path.join(folder, file), "utf8")).groups.flatMap((group) => group.rules)) {
    const at = firstError(String(rule.expr));
    expressions++;
    if (at >= 0) {
      problems++;
      console.log(`${file}: ${rule.alert ?? rule.record}: not understood from character ${at} on`);
    }
  }
}
console.log(`${expressions} expressions, ${problems} problems`);
process.exit(expressions > 0 && problems === 0 ? 0 : 1);
