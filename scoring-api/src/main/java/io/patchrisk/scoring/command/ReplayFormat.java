// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.command;

import java.io.PrintWriter;
import java.util.List;

/** How replayed cohorts are printed; the names are those of the option. */
enum ReplayFormat {
    table {
        @Override
        void print(List<ReplayRow> rows, PrintWriter out) {
            out.printf("%-28s %-8s %7s %17s %8s  %s%n", "cohort", "decision", "risk", "interval", "after", "reasons");
            for (ReplayRow row : rows) {
                out.println(row.line());
            }
        }
    },
    json {
        @Override
        void print(List<ReplayRow> rows, PrintWriter out) {
            for (ReplayRow row : rows) {
                out.println(row.json());
            }
        }
    };

    abstract void print(List<ReplayRow> rows, PrintWriter out);
}
