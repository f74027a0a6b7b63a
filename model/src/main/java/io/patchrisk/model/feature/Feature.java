// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.feature;

import io.patchrisk.model.word.Word;

/**
 * The features of a cohort: this list is the allow-list, and there are no others. All lie in 0..1, have no unit, and more
 * of each is more evidence of harm. None depends on a name, on the length of a window or on the number of scrapes.
 */
public enum Feature {
    CRASH_ATTRIBUTED("share of patched hosts with a crash-class report that has the patch in its stack"),
    CRASH_UNEXPLAINED("share of patched hosts with other crash-class reports, beyond the controls' share"),
    SILENT("share of patched hosts that fell silent, beyond the controls' share"),
    LOST("share of patched hosts that rebooted unplanned, beyond the controls' share"),
    SYMPTOM_STRONGEST("strongest symptom, in units of chance, of at most 12"),
    SYMPTOM_SECOND("second strongest symptom, in units of chance, of at most 12"),
    SYMPTOM_BREADTH("share of symptoms that moved more than 3 units of chance"),
    SYMPTOM_AGREEMENT("strongest symptom on the patched host that shows it least, of at most 12"),
    SYMPTOM_FOUND("how surely the judge found a symptom: 0 where none is significant, 1 at p = 0.0001"),
    RESOURCE_STRONGEST("strongest resource, in units of chance, of at most 12"),
    RESOURCE_SECOND("second strongest resource, in units of chance, of at most 12"),
    RESOURCE_BREADTH("share of resources that moved more than 3 units of chance"),
    RESOURCE_FOUND("how surely the judge found a resource, like symptom_found");

    /** Raised whenever the meaning of any feature changes; a model trained on another version is refused. */
    public static final int VERSION = 3;

    private final String meaning;

    Feature(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** The name in training files and models. */
    public String word() {
        return Word.of(this);
    }
}
