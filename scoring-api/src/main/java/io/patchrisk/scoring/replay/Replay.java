// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.replay;

import io.patchrisk.model.assess.Assessment;
import io.patchrisk.model.assess.Assessor;
import io.patchrisk.model.assess.Cohort;
import io.patchrisk.model.assess.Course;
import io.patchrisk.model.fact.HostRecord;
import io.patchrisk.model.fact.Patch;
import io.patchrisk.model.fact.PatchName;
import io.patchrisk.model.policy.Decision;
import io.patchrisk.model.policy.Policy;
import io.patchrisk.model.risk.RiskModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Steps through the recorded time of one cohort as the service would, look by look. */
public final class Replay {

    private final Policy policy;
    private final @Nullable RiskModel model;

    public Replay(Policy policy, @Nullable RiskModel model) {
        this.policy = policy;
        this.model = model;
    }

    /**
     * How a cohort ended.
     *
     * @param course what was answered at the end
     * @param last the last assessment
     * @param decidedAfter seconds after the patch at which the final decision was first reached and held
     */
    public record Outcome(Course course, Assessment last, double decidedAfter) {

        public Decision decision() {
            return course.verdict().decision();
        }
    }

    /** Runs a cohort to the end of its recordings. */
    public Outcome run(List<RecordedHost> patched, List<RecordedHost> controls) {
        Cohort cohort = cohort(patched, controls);
        Assessor assessor = new Assessor(policy, model);
        double step = patched.get(0).meta().scrapeInterval();
        double end = end(patched);
        Course course = Course.start(RecordedHost.ORIGIN);
        double now = RecordedHost.ORIGIN;
        Assessment last = assessor.assess(cohort, now);
        course = course.next(last.verdict(), now);
        while (now < end) {
            now = Math.min(now + step, end);
            last = assessor.assess(cohort, now);
            course = course.next(last.verdict(), now);
        }
        return new Outcome(course, last, course.since() - RecordedHost.ORIGIN);
    }

    /** The assessment of a cohort at one moment, in seconds after the patch. */
    public Assessment at(List<RecordedHost> patched, List<RecordedHost> controls, double seconds) {
        return new Assessor(policy, model).assess(cohort(patched, controls), RecordedHost.ORIGIN + seconds);
    }

    /** Seconds after the patch at which the last of the hosts was last heard of. */
    public static double seconds(List<RecordedHost> patched) {
        return end(patched) - RecordedHost.ORIGIN;
    }

    private static double end(List<RecordedHost> patched) {
        double end = RecordedHost.ORIGIN;
        for (RecordedHost host : patched) {
            Double until = host.record().watchedUntil();
            end = Math.max(end, until == null ? end : until);
        }
        return end;
    }

    private static Cohort cohort(List<RecordedHost> patched, List<RecordedHost> controls) {
        Set<PatchName> modules = new TreeSet<>();
        Set<String> functions = new TreeSet<>();
        for (RecordedHost host : patched) {
            PatchName name = host.patchName();
            if (name != null) {
                modules.add(name);
            }
            functions.addAll(host.patchedFunctions());
        }
        List<HostRecord> members = patched.stream().map(RecordedHost::record).toList();
        List<HostRecord> others =
                controls.stream().map(control -> unclaimed(control.record())).toList();
        Patch patch = new Patch("replayed", Patch.Kind.LIVE, modules, List.copyOf(functions));
        return new Cohort(patch, members, others, Set.of(), Set.of(), 0);
    }

    private static HostRecord unclaimed(HostRecord record) {
        return new HostRecord(
                record.host(),
                record.stratum(),
                record.signals(),
                record.scrapes(),
                record.scrapeInterval(),
                record.log(),
                record.sightings(),
                record.reboots(),
                record.plannedReboots(),
                null,
                record.watchedUntil(),
                record.logProven());
    }
}
