// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reader of the configuration: defaults, then the file, then the environment, then {@code --set}; the last one wins. */
public final class ConfigReader {

    private ConfigReader() {}

    /**
     * Reads everything and reports every problem at once.
     *
     * @param file the YAML file; null when none was named
     * @param environment the environment, of which only {@code PATCHRISK_…} is looked at
     * @param settings {@code key=value}, as given to {@code --set}
     */
    public static ConfigReading read(@Nullable Path file, Map<String, String> environment, List<String> settings) {
        Problems problems = new Problems();
        Given given = new Given(problems);
        if (file != null) {
            given.file(file);
        }
        given.environment(environment);
        given.settings(settings);
        Values values = new Values(given, problems);
        ServiceConfig config = new Assembly(values, problems).assemble();
        return config == null
                ? new ConfigReading.Invalid(problems.all())
                : new ConfigReading.Valid(config, settings(given, values));
    }

    private static List<Setting> settings(Given given, Values values) {
        List<Setting> settings = new ArrayList<>();
        for (Section section : Catalogue.SECTIONS) {
            for (Key<?> key : section.keys()) {
                ConfigNode node = values.isOn(section) ? given.node(key) : null;
                settings.add(
                        node == null
                                ? new Setting(key.path(), "(not set)", Origin.DEFAULT.source())
                                : new Setting(
                                        key.path(),
                                        Problems.shown(key.path(), node.text()),
                                        node.origin().source()));
            }
        }
        return settings;
    }
}
