// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchrisk.model.evaluation.Estimate;
import io.patchrisk.model.training.CohortRow;
import io.patchrisk.model.training.Part;
import io.patchrisk.model.training.Treatment;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {

    private static final ModelReport REPORT = new Evaluation("a <b>&\"c\".csv", "abc", Part.TEST, null, 0.01, null, 1)
            .of(SimulatedTable.model(), renamed());

    private final String page = new ReportPage(REPORT).html();

    /** A fault whose name would end the table, were it not escaped. */
    private static List<CohortRow> renamed() {
        return SimulatedTable.rows().stream()
                .map(row -> {
                    Treatment was = row.treatment();
                    Treatment now = "leak".equals(was.family())
                            ? new Treatment(was.label(), was.patch(), null, "</td><script>", was.dose())
                            : was;
                    return new CohortRow(
                            row.cohort(),
                            row.part(),
                            now,
                            row.visibility(),
                            row.members(),
                            row.look(),
                            row.seconds(),
                            row.compared(),
                            row.said(),
                            row.features());
                })
                .toList();
    }

    private Document body() throws ParserConfigurationException, SAXException, IOException {
        String body = page.substring(page.indexOf("<body>"), page.indexOf("</body>") + 7)
                .replace("&nbsp;", " ");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(body)));
    }

    @Test
    void isOneFileThatFetchesNothingAndRunsNothing() {
        assertThat(page).doesNotContain("<script", "http:", "https:", "url(", "<link", "@import");
    }

    /** Every element that is opened is closed, and every name is escaped. */
    @Test
    void isWellFormedWhateverNamesTheTableHolds() throws Exception {
        Document body = body();

        assertThat(body.getElementsByTagName("script").getLength()).isZero();
        assertThat(page).contains("&lt;/td&gt;&lt;script&gt;", "a &lt;b&gt;&amp;&quot;c&quot;.csv");
    }

    @Test
    void saysInWordsWhatEachChartShows() throws Exception {
        var charts = body().getElementsByTagName("svg");

        assertThat(charts.getLength()).isGreaterThan(4);
        for (int i = 0; i < charts.getLength(); i++) {
            Element chart = (Element) charts.item(i);
            assertThat(chart.getAttribute("aria-label") + chart.getAttribute("aria-hidden"))
                    .isNotEmpty();
        }
    }

    @Test
    void leadsToEachOfItsSections() throws Exception {
        var links = body().getElementsByTagName("a");

        for (int i = 0; i < links.getLength(); i++) {
            String target = ((Element) links.item(i)).getAttribute("href").substring(1);
            assertThat(page).contains("<section id=\"" + target + "\">");
        }
    }

    @Test
    void showsTheNumbersThatTheJsonHas() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ReportJson.of(REPORT));

        for (int i = 0; i < REPORT.ranking().size(); i++) {
            Estimate auc = REPORT.ranking().get(i).auc();
            assertThat(auc).isNotNull();
            assertThat(json.at("/ranking/" + i + "/auc/value").asDouble()).isCloseTo(auc.value(), within());
            assertThat(page).contains(Html.figure(auc, 3));
        }
        assertThat(json.at("/false_stops/2/stopped_runs").asInt())
                .isEqualTo(REPORT.falseStops().get(2).stoppedRuns());
        assertThat(json.has("families")).isTrue();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-8);
    }

    @Test
    void warnsWhenTheDecisionsAreNotTheModels() {
        assertThat(page).contains("The decisions below are not this model");
    }
}
