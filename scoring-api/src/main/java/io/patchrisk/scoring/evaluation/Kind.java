// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Treatment;
import io.patchrisk.model.word.Word;
import io.patchrisk.scoring.dataset.VisibleDoses;
import org.jspecify.annotations.Nullable;

/** What a cohort is, as far as it tells how well it should be seen. */
public enum Kind {
    LOUD("harm that kernel logs tell"),
    VISIBLE("silent harm, visible"),
    TOO_LITTLE("silent harm, visible, but too few hosts or scrapes"),
    BORDERLINE("silent harm, borderline"),
    INVISIBLE("silent harm, invisible"),
    UNLISTED("harm of no listed dose"),
    BENIGN("benign patches"),
    AA("controls as if patched"),
    OTHER("stalled, refused or mixed");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /**
     * @param row the last look
     * @param doses what can be seen at all; null without a list, where the row's own word counts
     */
    static Kind of(CohortRow row, @Nullable VisibleDoses doses) {
        if (row.benign()) {
            return row.treatment().label().equals(Treatment.AA) ? AA : BENIGN;
        }
        if (!row.harmful()) {
            return OTHER;
        }
        if (doses != null && doses.isLoud(row.treatment())) {
            return LOUD;
        }
        String seen = doses == null
                ? row.visibility()
                : doses.of(
                        row.treatment(),
                        row.members().patched().size(),
                        row.members().controls().size());
        if (seen == null) {
            return UNLISTED;
        }
        return switch (seen) {
            case "visible" -> row.compared().powered() ? VISIBLE : TOO_LITTLE;
            case "borderline" -> BORDERLINE;
            case "invisible" -> INVISIBLE;
            default -> throw new IllegalArgumentException("cohort " + row.cohort() + " has visibility '" + seen + "'");
        };
    }

    public boolean harmful() {
        return compareTo(UNLISTED) <= 0;
    }

    public boolean benign() {
        return this == BENIGN || this == AA;
    }

    /** Words for people. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String word() {
        return Word.of(this);
    }
}
