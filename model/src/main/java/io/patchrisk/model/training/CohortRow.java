// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.training;

import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.risk.RiskModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at one cohort of recorded hosts: a line of the training table.
 *
 * @param cohort id of the cohort; all its looks have the same
 * @param part where all its runs belong
 * @param treatment what was done to its patched hosts
 * @param visibility whether that can be seen at all; null when nobody said
 * @param members who is in it
 * @param look name of the look
 * @param seconds when it was, in seconds after the patch
 * @param compared what could be compared at this look
 * @param said what was decided at this look, before people and earlier looks have their say
 * @param features what the service would have given to its model then
 */
public record CohortRow(
        String cohort,
        Part part,
        Treatment treatment,
        @Nullable String visibility,
        Members members,
        String look,
        double seconds,
        Compared compared,
        Said said,
        FeatureVector features) {

    private static final String VISIBLE = "visible";

    /** The name of the last look of a cohort. */
    public static final String LAST = "end";

    /**
     * Who is in a cohort.
     *
     * @param kernel kernel release
     * @param clock whether its first host counts time in instructions or by the machine's clock; empty when unknown
     * @param wave the wave of its first host; empty when unknown
     * @param matching how controls were chosen
     * @param patched runs that count as patched
     * @param controls runs they are compared with
     */
    public record Members(
            String kernel, String clock, String wave, String matching, List<String> patched, List<String> controls) {

        public Members {
            patched = List.copyOf(patched);
            controls = List.copyOf(controls);
        }
    }

    /**
     * What the comparison had to go by.
     *
     * @param scrapes scrapes after the patch that were used
     * @param patched patched hosts that had data; before the first look of the judge all of them
     * @param controls controls that had data; before the first look of the judge all of them
     * @param interval seconds between two scrapes, the longest of the patched hosts
     * @param smallestP smallest p-value that so many hosts can give
     * @param powered whether a verdict was to be expected of so many hosts, watched so long
     * @param smallestEffect smallest effect on the strongest symptom that could have been seen; null where none was compared
     */
    public record Compared(
            int scrapes,
            int patched,
            int controls,
            double interval,
            double smallestP,
            boolean powered,
            @Nullable Double smallestEffect) {}

    /**
     * What was answered.
     *
     * @param decision its word
     * @param reason code of the strictest reason
     * @param by id of the model that was asked, or {@value #RULES_AND_JUDGE} where none was
     */
    public record Said(String decision, String reason, String by) {

        /** Who decided where no model was asked. */
        public static final String RULES_AND_JUDGE = "rules_and_judge";
    }

    /** The same look at a cohort of another name. */
    public CohortRow named(String name) {
        return new CohortRow(name, part, treatment, visibility, members, look, seconds, compared, said, features);
    }

    /** Whether it is known to do harm or none; the other labels tell how loading went. */
    public boolean known() {
        return harmful() || benign();
    }

    public boolean harmful() {
        return treatment.label().equals(RiskModel.HARMFUL);
    }

    /** Whether nothing that harms was done: by a benign patch, or by none. */
    public boolean benign() {
        return treatment.label().equals(RiskModel.BENIGN) || treatment.label().equals(Treatment.AA);
    }

    /** Whether it is harm that cannot be seen: its dose is listed as less than visible, or its hosts or scrapes are too few. */
    public boolean hidden() {
        boolean faint = visibility != null && !visibility.equals(VISIBLE);
        return harmful() && (faint || !(compared.powered() || logged()));
    }

    /** Whether a kernel reported something: that needs no comparison. */
    private boolean logged() {
        return features.get(Feature.CRASH_ATTRIBUTED) > 0 || features.get(Feature.CRASH_UNEXPLAINED) > 0;
    }

    /** What must not be split between training and test: everything of one module, or of one wave's controls. */
    public String moduleGroup() {
        String patch = treatment.patch();
        return patch == null ? treatment.label() + " " + members.wave() : patch;
    }

    /** The wider group: everything of one fault family; where there is no fault, that of the module. */
    public String familyGroup() {
        String family = treatment.family();
        return family == null ? moduleGroup() : family;
    }
}
