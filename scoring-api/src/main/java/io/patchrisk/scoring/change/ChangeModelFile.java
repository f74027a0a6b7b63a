// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.change;

import io.patchrisk.model.change.ChangeMeasure;
import io.patchrisk.model.change.ChangeMeasure.Interval;
import io.patchrisk.model.change.ChangeModel;
import io.patchrisk.model.change.ChangeTrainer.Trained;
import io.patchrisk.model.risk.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** The model for changes on disk: its weights in {@code change.model}, and {@code change.card} with digest and figures. */
public final class ChangeModelFile {

    private static final String MODEL = "change.model";
    private static final String CARD = "change.card";
    private static final String SHIPPED = "/io/patchrisk/scoring/model/";

    private ChangeModelFile() {}

    /** The model that comes with the program. */
    public static ChangeModel shipped() throws IOException {
        return load(resource(MODEL), resource(CARD), "the program");
    }

    /** The model of a folder; refuses weights whose digest is not the card's. */
    public static ChangeModel load(Path folder) throws IOException {
        return load(
                Files.readAllBytes(folder.resolve(MODEL)), Files.readAllBytes(folder.resolve(CARD)), folder.toString());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ChangeModelFile.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IOException("the program was built without " + name);
            }
            return in.readAllBytes();
        }
    }

    private static ChangeModel load(byte[] model, byte[] card, String origin) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(new String(card, StandardCharsets.UTF_8)));
        String digest = ModelFile.sha256(model);
        if (!digest.equals(lines.getProperty("sha256"))) {
            throw new IOException("the change model in " + origin + " has SHA-256 " + digest + ", its card says "
                    + lines.getProperty("sha256") + ": one of the two was changed; train again or restore both");
        }
        try {
            return ChangeModel.parse(new String(model, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Writes model and card into a folder, which is created when missing. Nothing in them depends on when. */
    public static void save(Trained trained, ChangeCorpus corpus, Path folder) throws IOException {
        byte[] model = trained.model().text().getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(folder);
        Files.write(folder.resolve(MODEL), model);
        Files.writeString(folder.resolve(CARD), card(trained, corpus, ModelFile.sha256(model)), StandardCharsets.UTF_8);
    }

    private static String card(Trained trained, ChangeCorpus corpus, String digest) {
        StringBuilder card = new StringBuilder();
        card.append("# Figures: cross-validated by day, series or issue; 95 % intervals resampled over clusters.\n");
        line(card, "sha256", digest);
        line(card, "id", digest.substring(0, 12));
        line(card, "trainer", "logistic regression on rising pieces, no weight negative; out-of-fold calibration");
        corpus.sources().forEach((file, sha) -> line(card, "source." + file, sha));
        for (ChangeMeasure measure : trained.measured()) {
            String set = measure.set().replace(' ', '_') + ".";
            line(card, set + "cases", measure.cases() + ", " + measure.broken() + " broken");
            line(card, set + "auc", interval(measure.area()));
            line(card, set + "auc_within_folds", figure(measure.areaWithin()));
            line(card, set + "brier", interval(measure.brier()));
            line(card, set + "ece", interval(measure.calibration()));
            line(
                    card,
                    set + "flagged",
                    figure(measure.hits()) + " of broken, " + figure(measure.alarms()) + " of others");
        }
        trained.otherSets().forEach((set, area) -> line(card, set + ".auc_from_other_sets", figure(area)));
        return card.toString();
    }

    private static void line(StringBuilder card, String key, String value) {
        card.append(key).append('=').append(value).append('\n');
    }

    /** A figure with its interval, three decimals. */
    public static String interval(Interval interval) {
        return String.format(
                Locale.ROOT,
                "%s (%s to %s)",
                figure(interval.value()),
                figure(interval.low()),
                figure(interval.high()));
    }

    private static String figure(double value) {
        return new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
    }
}
