// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.risk;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.TrainedRange.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The lines of a card that tell what training saw. */
final class RangeText {

    private static final String MISSING = "-";

    private RangeText() {}

    static Map<String, String> lines(TrainedRange range) {
        Map<String, String> lines = new TreeMap<>();
        range.spans()
                .forEach((feature, span) -> lines.put(
                        "range_" + feature.word(),
                        DoubleStream.of(span.least(), span.most(), span.neutral(), span.missing())
                                .mapToObj(ModelCard::text)
                                .collect(Collectors.joining(" "))));
        for (int i = 0; i < range.examples().size(); i++) {
            FeatureVector example = range.examples().get(i);
            lines.put(
                    example(i),
                    EnumSet.allOf(Feature.class).stream()
                            .map(feature -> example.isMissing(feature) ? MISSING : ModelCard.text(example.get(feature)))
                            .collect(Collectors.joining(" ")));
        }
        lines.put("range_features", words(range.spans().keySet()));
        lines.put("range_examples", Integer.toString(range.examples().size()));
        lines.put("range_radius", ModelCard.text(range.radius()));
        return lines;
    }

    /** @param need gives the value of a key, or throws */
    static TrainedRange parse(UnaryOperator<String> need) {
        Map<Feature, Span> spans = new EnumMap<>(Feature.class);
        for (String word : split(need.apply("range_features"))) {
            String key = "range_" + word;
            List<String> numbers = split(need.apply(key));
            expect(key, numbers, 4);
            spans.put(
                    Feature.valueOf(word.toUpperCase(Locale.ROOT)),
                    new Span(
                            ModelCard.number(key, numbers.get(0)),
                            ModelCard.number(key, numbers.get(1)),
                            ModelCard.number(key, numbers.get(2)),
                            ModelCard.number(key, numbers.get(3))));
        }
        List<FeatureVector> examples = new ArrayList<>();
        int count = (int) ModelCard.number("range_examples", need.apply("range_examples"));
        for (int i = 0; i < count; i++) {
            examples.add(vector(example(i), split(need.apply(example(i)))));
        }
        return new TrainedRange(spans, examples, ModelCard.number("range_radius", need.apply("range_radius")));
    }

    private static FeatureVector vector(String key, List<String> words) {
        expect(key, words, Feature.values().length);
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        Iterator<String> rest = words.iterator();
        Set<Feature> missing = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            String word = rest.next();
            if (word.equals(MISSING)) {
                missing.add(feature);
            } else {
                values.put(feature, ModelCard.number(key, word));
            }
        }
        return new FeatureVector(values, missing);
    }

    private static String example(int i) {
        return String.format(Locale.ROOT, "range_example_%02d", i);
    }

    private static void expect(String key, List<String> words, int count) {
        if (words.size() != count) {
            throw new IllegalArgumentException(
                    "model card has " + key + " with " + words.size() + " values, not " + count);
        }
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
    }

    private static String words(Set<Feature> features) {
        return features.stream().map(Feature::word).collect(Collectors.joining(" "));
    }
}
