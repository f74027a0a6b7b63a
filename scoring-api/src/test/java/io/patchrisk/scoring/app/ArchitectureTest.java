// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part may know which. */
class ArchitectureTest {

    private static final String ROOT = "io.patchrisk.scoring.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.patchrisk");

    private static String[] packages(String names) {
        return Arrays.stream(names.split(" ")).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    /** What a package must not know; app, command and demo put parts together and are known by none of them. */
    @ParameterizedTest
    @CsvSource({
        "change, desk config fleet rollout replay retraining dataset http store telemetry app command demo",
        "desk, config fleet rollout replay retraining dataset http store telemetry app command demo",
        "config, fleet rollout replay retraining dataset http store telemetry app command demo",
        "store, desk config fleet rollout replay retraining dataset http telemetry app command demo",
        "telemetry, config fleet rollout replay retraining dataset http store app command demo",
        "http, config fleet rollout replay retraining dataset store app command demo",
        "fleet, rollout replay retraining dataset http telemetry app command demo",
        "rollout, replay retraining dataset http telemetry app command demo",
        "dataset, desk config fleet rollout retraining http store telemetry app command demo",
        "replay, retraining dataset desk config fleet rollout http store telemetry app command demo",
        "alert, replay retraining dataset http store telemetry app command demo",
        "watch, config fleet rollout replay retraining dataset http store telemetry app command demo",
        "app, replay dataset command demo",
        "retraining, config fleet dataset http store telemetry app command demo",
        "demo, command"
    })
    void partsKnowOnlyWhatTheyNeed(String part, String others) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others))
                .check(CLASSES);
    }

    @Test
    void noPartsNeedEachOther() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void modulesKnowOnlyThoseBeforeThem() {
        noClasses()
                .that()
                .resideInAPackage("io.patchrisk.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.patchrisk.collector..", "io.patchrisk.scoring..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.patchrisk.collector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.patchrisk.scoring..")
                .check(CLASSES);
    }

    @Test
    void onlyWhoStartsTheServiceAsksTheSystemForTheTime() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.patchrisk..")
                .and()
                .resideOutsideOfPackages(packages("app command demo"))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC");
        rule.check(CLASSES);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(CLASSES);
    }
}
