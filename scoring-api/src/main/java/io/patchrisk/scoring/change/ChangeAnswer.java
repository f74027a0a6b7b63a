// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.model.change.ChangeVerdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What is answered to one change.
 *
 * @param id of the change
 * @param verdict on it
 */
public record ChangeAnswer(String id, ChangeVerdict verdict) {

    private static final int DECIMALS = 6;

    /** One JSON object without line breaks. Decimals are fixed, so that every Java prints the same bytes. */
    public String json() {
        return new JsonObject()
                .put("id", id)
                .put("score", decimals(verdict.score()))
                .put("flagged", verdict.flagged())
                .put("abstained", verdict.abstained())
                .put("p", decimals(verdict.p()))
                .put("reasons", new JsonArray(List.copyOf(verdict.reasons())))
                .encode();
    }

    /** The same for people, over several lines. */
    public String text() {
        String word = verdict.flagged() ? "FLAGGED" : verdict.abstained() ? "abstained" : "passed";
        return word + "  " + id + "  score " + decimals(verdict.score()).toPlainString() + "  p "
                + decimals(verdict.p()).toPlainString() + "\n    " + String.join("\n    ", verdict.reasons());
    }

    private static BigDecimal decimals(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
