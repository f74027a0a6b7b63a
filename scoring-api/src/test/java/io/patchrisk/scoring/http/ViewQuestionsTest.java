// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchrisk.scoring.desk.HostQuery;
import io.patchrisk.scoring.desk.MemberQuery;
import io.patchrisk.scoring.desk.Observation;
import io.patchrisk.scoring.desk.PatchState;
import io.patchrisk.scoring.desk.Slice;
import io.patchrisk.scoring.desk.WaveName;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked in a query reaches the desk as it was asked. */
class ViewQuestionsTest {

    private static final String MEMBERS = "/api/v1/rollouts/lp-2026-11/hosts";
    private static final String EVENTS = "/api/v1/rollouts/lp-2026-11/events";
    private static final String HOSTS = "/api/v1/hosts";

    private static Face face;

    @BeforeAll
    static void start() {
        face = new Face();
    }

    @AfterAll
    static void stop() {
        face.close();
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                Arguments.of(MEMBERS, new MemberQuery(null, null, null, null, new Slice(null, 100))),
                Arguments.of(
                        MEMBERS + "?wave=canary&state=failed&observation=silent&q=web&after=web-01&limit=7",
                        new MemberQuery(
                                new WaveName("canary"),
                                PatchState.FAILED,
                                Observation.SILENT,
                                "web",
                                new Slice("web-01", 7))),
                Arguments.of(EVENTS, Slice.ALL),
                Arguments.of(EVENTS + "?after=abc&limit=20", new Slice("abc", 20)),
                Arguments.of(HOSTS, new HostQuery(null, null, null, Slice.ALL)),
                Arguments.of(
                        HOSTS + "?observation=full&release=6.1.0-49&q=db&limit=500",
                        new HostQuery(Observation.FULL, "6.1.0-49", "db", new Slice(null, 500))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQueryReachesTheDesk(String uri, Object question) {
        assertThat(face.get(uri).statusCode()).isEqualTo(200);
        assertThat(face.desk.asked).last().isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?state=borken", "?observation=1", "?limit=0", "?limit=501", "?limit=many", "?wave=%00"})
    void whatCannotBeAskedDoesNotReachIt(String query) {
        int before = face.desk.asked.size();
        assertThat(Face.problem(face.get(MEMBERS + query)).getString("detail")).contains("query ");
        assertThat(face.desk.asked).hasSize(before);
    }

    @Test
    void aWrongChoiceIsToldTheRightOnes() {
        assertThat(Face.problem(face.get(MEMBERS + "?observation=gone")).encode())
                .contains("full, ")
                .contains("silent");
    }
}
