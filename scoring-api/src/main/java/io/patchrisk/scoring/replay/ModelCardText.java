// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.Conformal;
import io.patchrisk.model.risk.HeldOut;
import io.patchrisk.model.risk.ModelCard;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The half of a model's card that people read: Markdown, in the order of "Model Cards for Model Reporting" (Mitchell 2019). */
public final class ModelCardText {

    private final RiskModel model;
    private final List<TrainingRow> rows;
    private final Map<String, Double> heldOut;

    /**
     * @param rows what the model was trained on
     * @param heldOut log odds of each run from a model that never saw its group
     */
    public ModelCardText(RiskModel model, List<TrainingRow> rows, Map<String, Double> heldOut) {
        this.model = model;
        this.rows = rows;
        this.heldOut = heldOut;
    }

    public String markdown() {
        ModelCard card = model.card();
        StringBuilder text = new StringBuilder();
        line(text, "# Model %s%n", card.id());
        line(
                text,
                "Logistic regression over the features of a cohort, every weight positive; %s, trained %s.",
                card.trainer(),
                card.trainedAt());
        line(text, "SHA-256 of `model.pb`: `%s`.%n", card.sha256());
        line(
                text,
                "**Use.** The likelihood ratio of a kernel patch rollout that harms against one that does not; together"
                        + " with a stated prior it gives the risk. It never decides alone: hard rules and the judge's p-values"
                        + " stand beside it, and a stop by statistics needs both.%n");
        line(
                text,
                "**Not for.** Reboot patches, single hosts (they are ranked, not stopped), faults that no signal and no"
                        + " kernel log shows, kernels and workloads far from the lab's.%n");
        line(
                text,
                "**Data.** %d rows (cohorts at several looks) from %d independent runs, measured on real kernels in"
                        + " emulation; see `datasets/captures/DATASHEET.md` and `datasets/measured/DATASHEET.md`. %d rows of"
                        + " harm that so few hosts, or any number, cannot show were left out of training and of the"
                        + " figures below.%n",
                rows.size(),
                Math.round(card.heldOut().stream().mapToDouble(HeldOut::weight).sum()),
                rows.stream().filter(TrainingRow::hidden).count());
        abstention(text, card);
        line(
                text,
                "**Held out by patch or fault family** (and a share of the controls at a time), classes weighted equally: AUC %.3f, Brier"
                        + " %.3f, expected calibration error %.3f over ten bins.%n",
                card.auc(),
                card.brier(),
                card.calibrationError());
        groups(text, card);
        weights(text, card);
        return text.toString();
    }

    private static void abstention(StringBuilder text, ModelCard card) {
        line(text, "**Abstention.** %s%n", new Conformal(card.heldOut()).guarantee());
        line(
                text,
                "**Range.** A cohort is out of range (`hold`) when a feature lies more than 0.05 outside of what the rows"
                        + " reached, when one is missing that fewer than one row in a hundred lacks, or when it lies"
                        + " farther than %.3f + 0.05 (Euclid over all features) from the nearest of %d rows that stand for"
                        + " all: 99 of 100 rows lie no farther from those of other groups.%n",
                card.range().radius(),
                card.range().examples().size());
    }

    private void groups(StringBuilder text, ModelCard card) {
        Map<String, List<Double>> said = new TreeMap<>();
        Map<String, Boolean> harmful = new TreeMap<>();
        for (TrainingRow row : rows) {
            Double logOdds = heldOut.get(row.run());
            if (row.headline() && !row.hidden() && logOdds != null) {
                double calibrated = card.slope() * logOdds + card.intercept();
                said.computeIfAbsent(row.group(), key -> new ArrayList<>()).add(1 / (1 + StrictMath.exp(-calibrated)));
                harmful.put(row.group(), row.harmful());
            }
        }
        line(text, "| group | built to | cohorts | probability of harm at even odds, least | median | most |");
        line(text, "|---|---|---|---|---|---|");
        said.forEach((group, values) -> {
            Collections.sort(values);
            line(
                    text,
                    "| %s | %s | %d | %.3f | %.3f | %.3f |",
                    group,
                    Boolean.TRUE.equals(harmful.get(group)) ? "harm" : "do no harm",
                    values.size(),
                    values.get(0),
                    values.get(values.size() / 2),
                    values.get(values.size() - 1));
        });
        text.append('\n');
    }

    private void weights(StringBuilder text, ModelCard card) {
        line(text, "| feature | meaning | adds to the log of the ratio at most |");
        line(text, "|---|---|---|");
        Map<Feature, Double> ones = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            ones.put(feature, 1.0);
        }
        Risk most = model.risk(new FeatureVector(ones), 0.5);
        for (Feature feature : Feature.values()) {
            line(
                    text,
                    "| `%s` | %s | %s |",
                    feature.word(),
                    feature.meaning(),
                    card.features().contains(feature)
                            ? String.format(
                                    Locale.ROOT, "%.2f", most.contributions().getOrDefault(feature, 0.0))
                            : "not used: no weight of the right sign");
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
