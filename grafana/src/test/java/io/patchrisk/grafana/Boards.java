// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.grafana;

import java.nio.file.Path;
import java.util.List;

/** All dashboards, and where their files are. */
final class Boards {

    static final Path GRAFANA = Path.of(System.getProperty("patchrisk.home"), "grafana");

    private Boards() {}

    static List<Board> all() {
        return List.of(
                FleetBoard.board(),
                RolloutBoard.board(),
                SignalBoard.board(),
                HostBoard.board(),
                ServiceBoard.board(),
                AlertsBoard.board());
    }

    static Path file(String uid) {
        return GRAFANA.resolve("dashboards").resolve(uid + ".json");
    }
}
