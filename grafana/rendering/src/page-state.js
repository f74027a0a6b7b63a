// SPDX-License-Identifier: Apache-2.0
// What the whole page shares: its theme and the marks of the dashboard's annotations.
import {createTheme} from "@grafana/data";

const parameters = new URLSearchParams(location.search);

export const page = {
  dashboard: parameters.get("dashboard"),
  from: Number(parameters.get("from")),
  to: Number(parameters.get("to")),
  chosen: JSON.parse(parameters.get("chosen") ?? "{}"),
  theme: createTheme({colors: {mode: parameters.get("theme") ?? "dark"}}),
  marks: [],
};
