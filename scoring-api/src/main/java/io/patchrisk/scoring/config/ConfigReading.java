// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.util.List;

/** What came of reading the configuration. */
public sealed interface ConfigReading {

    /** Text for people, as {@code --check-config} prints it. */
    String render();

    /**
     * A configuration to run with.
     *
     * @param config the configuration
     * @param settings every key with its value and where that came from, in the order of the reference
     */
    record Valid(ServiceConfig config, List<Setting> settings) implements ConfigReading {
        public Valid {
            settings = List.copyOf(settings);
        }

        @Override
        public String render() {
            StringBuilder text = new StringBuilder("configuration is valid\n");
            for (Setting setting : settings) {
                text.append("  %s = %s  (%s)%n".formatted(setting.key(), setting.value(), setting.source()));
            }
            return text.toString();
        }
    }

    /**
     * A configuration that cannot be run with.
     *
     * @param problems all of them
     */
    record Invalid(List<Problem> problems) implements ConfigReading {
        public Invalid {
            problems = List.copyOf(problems);
        }

        @Override
        public String render() {
            StringBuilder text = new StringBuilder(problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                    .append(" in the configuration\n");
            problems.forEach(
                    problem -> text.append("  ").append(problem.render()).append('\n'));
            return text.toString();
        }
    }
}
