// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Alerts as {@code POST /api/v2/alerts} takes them. */
final class Wire {

    private static final JsonMapper JSON = new JsonMapper();

    private Wire() {}

    static Buffer json(List<Alarm> alarms) {
        ArrayNode all = JSON.createArrayNode();
        for (Alarm alarm : alarms) {
            ObjectNode one = all.addObject();
            ObjectNode labels = one.putObject("labels");
            alarm.labels().forEach(labels::put);
            ObjectNode annotations = one.putObject("annotations");
            alarm.annotations().forEach(annotations::put);
            one.put("startsAt", alarm.startsAt().toString());
            Instant end = alarm.endsAt();
            if (end != null) {
                // Left out while it holds: Alertmanager then ends it resolve_timeout after the last post.
                one.put("endsAt", end.toString());
            }
            if (!alarm.link().isEmpty()) {
                one.put("generatorURL", alarm.link());
            }
        }
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(all));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("alerts cannot be written as JSON", e);
        }
    }
}
