// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.patchrisk.model");

    @Test
    void stepsKnowOnlyTheStepsBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("fact")
                .definedBy("io.patchrisk.model.fact")
                .layer("livepatch")
                .definedBy("io.patchrisk.model.livepatch")
                .layer("window")
                .definedBy("io.patchrisk.model.window")
                .layer("judge")
                .definedBy("io.patchrisk.model.judge")
                .layer("change")
                .definedBy("io.patchrisk.model.change")
                .layer("feature")
                .definedBy("io.patchrisk.model.feature")
                .layer("risk")
                .definedBy("io.patchrisk.model.risk")
                .layer("policy")
                .definedBy("io.patchrisk.model.policy")
                .layer("assess")
                .definedBy("io.patchrisk.model.assess")
                .layer("evaluation")
                .definedBy("io.patchrisk.model.evaluation")
                .layer("training")
                .definedBy("io.patchrisk.model.training")
                .layer("outcome")
                .definedBy("io.patchrisk.model.outcome")
                .layer("candidate")
                .definedBy("io.patchrisk.model.candidate")
                .whereLayer("fact")
                .mayNotAccessAnyLayer()
                .whereLayer("livepatch")
                .mayOnlyAccessLayers("fact")
                .whereLayer("window")
                .mayOnlyAccessLayers("fact", "livepatch")
                .whereLayer("judge")
                .mayOnlyAccessLayers("fact", "window")
                .whereLayer("change")
                .mayOnlyAccessLayers("judge")
                .whereLayer("feature")
                .mayOnlyAccessLayers("fact", "window", "judge")
                .whereLayer("risk")
                .mayOnlyAccessLayers("feature")
                .whereLayer("policy")
                .mayOnlyAccessLayers("fact", "window", "judge", "feature", "risk")
                .whereLayer("training")
                .mayOnlyAccessLayers("feature", "risk", "evaluation")
                .whereLayer("evaluation")
                .mayNotAccessAnyLayer()
                .whereLayer("outcome")
                .mayOnlyAccessLayers("feature", "training")
                .whereLayer("candidate")
                .mayOnlyAccessLayers("feature", "risk", "training")
                .whereLayer("assess")
                .mayOnlyAccessLayers("fact", "window", "judge", "feature", "risk", "policy")
                .check(MODEL);
    }

    @Test
    void knowsNeitherServersNorStores() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "java.sql..",
                        "javax.sql..",
                        "java.net..",
                        "java.util.logging..",
                        "io.patchrisk.collector..",
                        "io.patchrisk.scoring..")
                .check(MODEL);
    }

    @Test
    void readsNoClock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(MODEL);
    }

    @Test
    void drawsNoNumbersWithoutASeed() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class, java.security.SecureRandom.class)
                .check(MODEL);
    }
}
