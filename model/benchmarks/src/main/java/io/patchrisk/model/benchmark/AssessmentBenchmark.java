// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.benchmark;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.assess.Assessor;
import io.patchrisk.model.assess.Cohort;
import io.patchrisk.model.feature.Feature;
import io.patchrisk.model.feature.FeatureVector;
import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.judge.Judge;
import io.patchrisk.model.judge.Judgement;
import io.patchrisk.model.judge.Spending;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.Risk;
import io.patchrisk.model.risk.RiskModel;
import io.patchrisk.model.training.Trainer;
import io.patchrisk.model.training.TrainingRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Median times of a prediction, a judgement and a whole assessment of a wave. A judge that is new remembers no look before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AssessmentBenchmark {

    private static final double PRIOR = 0.01;
    private static final double COARSE = 0.05;

    private final Cohort cohort = Wave.cohort();
    private final Arms arms = Wave.arms(cohort);
    private final Arms pairs = Wave.pairs();
    private final Arms[] growing = Wave.growing(pairs);
    private final Arms[] growingWave = Wave.growing(arms);
    private final RiskModel model = train();
    private final FeatureVector features = features(new SplittableRandom(5), 1);
    private final Assessor follower = new Assessor(Policy.DEFAULT, model);

    /** One prediction with its contributions and interval. */
    @Benchmark
    public Risk predict() {
        return model.risk(features, PRIOR);
    }

    /** One look at a wave, with 2,000 relabelings, as at alpha 5 %. */
    @Benchmark
    public Judgement judgeCoarse() {
        return new Judge(COARSE, 1).judge(arms, Wave.LOOK, Spending.nothing());
    }

    /** One signal of one patched host and one control, from their windows to a finding: a quarter of four such pairs. */
    @Benchmark
    @OperationsPerInvocation(Wave.PAIRS)
    public Judgement pair() {
        return new Judge(COARSE, 1).judge(pairs, Wave.LOOK, Spending.nothing());
    }

    /** The same while the windows grow by a scrape: a look of such a pair, of 60 taken one after the other. */
    @Benchmark
    @OperationsPerInvocation(Wave.PAIRS * Wave.LOOK)
    public Judgement pairGrowing() {
        return follow(growing);
    }

    /** A look at a wave of 60 taken one after the other, with 2,000 relabelings. */
    @Benchmark
    @OperationsPerInvocation(Wave.LOOK)
    public Judgement waveGrowing() {
        return follow(growingWave);
    }

    private static Judgement follow(Arms[] looks) {
        Judge judge = new Judge(COARSE, 1);
        Spending spending = Spending.nothing();
        for (int look = 1; look < looks.length; look++) {
            spending = judge.judge(looks[look - 1], look, spending).spending();
        }
        return judge.judge(looks[looks.length - 1], looks.length, spending);
    }

    /** One look at a wave, with 20,000 relabelings. */
    @Benchmark
    public Judgement judge() {
        return new Judge(Policy.DEFAULT.alpha(), 1).judge(arms, Wave.LOOK, Spending.nothing());
    }

    /** The whole way, as at the first assessment after a look. */
    @Benchmark
    public Assessment assess() {
        return new Assessor(Policy.DEFAULT, model).assess(cohort, Wave.NOW);
    }

    /** The whole way between two looks, when the judgement is remembered. */
    @Benchmark
    public Assessment assessAgain() {
        return follower.assess(cohort, Wave.NOW);
    }

    private static RiskModel train() {
        SplittableRandom random = new SplittableRandom(1);
        List<TrainingRow> rows = new ArrayList<>();
        for (int run = 0; run < 64; run++) {
            boolean harmful = run % 2 == 0;
            rows.add(new TrainingRow(
                    "run" + run, "group" + run % 8 + harmful, true, harmful, features(random, harmful ? 1 : 0.3)));
        }
        return new Trainer(1).train(rows, "benchmark").riskModel();
    }

    private static FeatureVector features(SplittableRandom random, double most) {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            values.put(feature, random.nextDouble(0, most));
        }
        return new FeatureVector(values);
    }
}
