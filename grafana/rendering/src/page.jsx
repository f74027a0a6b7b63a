// SPDX-License-Identifier: Apache-2.0
// Draws one dashboard file as a scene of @grafana/scenes.
import React from "react";
import {createRoot} from "react-dom/client";
import {MemoryRouter} from "react-router-dom";
import {map} from "rxjs/operators";
import {
  FieldColorModeId, LoadingState, ThemeContext, booleanOverrideProcessor, dataLinksOverrideProcessor, dateTime, getValueFormats, identityOverrideProcessor,
  numberOverrideProcessor, standardEditorsRegistry, standardFieldConfigEditorRegistry, standardTransformers, standardTransformersRegistry,
  stringOverrideProcessor, thresholdsOverrideProcessor, unitOverrideProcessor, valueMappingsOverrideProcessor,
} from "@grafana/data";
import {GlobalStyles} from "@grafana/ui";
import {
  LocationServiceProvider, config, locationService, setDataSourceSrv, setPluginComponentHook, setPluginComponentsHook, setPluginFunctionsHook,
  setPluginImportUtils, setPluginLinksHook, setRunRequest, setTemplateSrv,
} from "@grafana/runtime";
import {
  ConstantVariable, DataSourceVariable, EmbeddedScene, QueryVariable, SceneControlsSpacer, SceneDataTransformer, SceneGridItem, SceneGridLayout,
  SceneGridRow, SceneQueryRunner, SceneTimePicker, SceneTimeRange, SceneVariableSet, TextBoxVariable, VariableValueSelectors, VizPanel,
} from "@grafana/scenes";
import {Prometheus, api, errors, interpolated} from "./prometheus.js";
import {plugins} from "./plugins.jsx";
import {page} from "./page-state.js";

config.theme2 = page.theme;
config.featureToggles = {};
config.publicDashboardAccessToken = "";

// The registry of standard options is in Grafana's core; these are the ones that the dashboards use.
const options = {
  unit: unitOverrideProcessor, min: numberOverrideProcessor, max: numberOverrideProcessor, decimals: numberOverrideProcessor,
  displayName: stringOverrideProcessor, thresholds: thresholdsOverrideProcessor, mappings: valueMappingsOverrideProcessor, links: dataLinksOverrideProcessor,
  color: identityOverrideProcessor, noValue: stringOverrideProcessor, filterable: booleanOverrideProcessor, fieldMinMax: booleanOverrideProcessor,
  actions: identityOverrideProcessor, description: stringOverrideProcessor,
};
standardFieldConfigEditorRegistry.setInit(() => Object.entries(options).map(([id, process]) => ({
  id, path: id, name: id, editor: () => null, override: () => null, process, settings: {}, shouldApply: () => true, category: ["Standard"],
  defaultValue: id === "color" ? {mode: FieldColorModeId.Thresholds} : undefined, getItemsCount: () => 0,
})));
standardEditorsRegistry.setInit(() => []);
standardTransformersRegistry.setInit(() => [standardTransformers.mergeTransformer, standardTransformers.organizeFieldsTransformer].map(
  (transformation) => ({id: transformation.id, name: transformation.name, transformation, editor: () => null})));

window.__units = getValueFormats().flatMap((group) => group.submenu.map((unit) => unit.value)).sort();

let scene;
const source = new Prometheus(() => scene);
const settings = {name: "prometheus", uid: "prometheus", type: "prometheus", meta: {id: "prometheus", info: {logos: {}}}};
setDataSourceSrv({get: async () => source, getList: () => [settings], getInstanceSettings: () => settings, reload() {}});
setRunRequest((datasource, request) => datasource.query(request).pipe(
  map((answer) => ({state: LoadingState.Done, series: answer.data, timeRange: request.range, request}))));
setTemplateSrv({replace: (text) => text, getVariables: () => [], containsTemplate: () => false, updateTimeRange() {}});
setPluginLinksHook(() => ({links: [], isLoading: false}));
setPluginComponentsHook?.(() => ({components: [], isLoading: false}));
setPluginComponentHook?.(() => ({component: null, isLoading: false}));
setPluginFunctionsHook?.(() => ({functions: [], isLoading: false}));
setPluginImportUtils({importPanelPlugin: async (id) => plugins[id], getPanelPluginFromCache: (id) => plugins[id]});

function variable(json) {
  const common = {name: json.name, label: json.label, hide: json.hide, skipUrlSync: true};
  switch (json.type) {
    case "datasource": return new DataSourceVariable({...common, pluginId: json.query, value: "prometheus"});
    case "constant": return new ConstantVariable({...common, value: json.query});
    case "textbox": return new TextBoxVariable({...common, value: json.query});
    case "query": return new QueryVariable({...common, datasource: json.datasource, query: json.query, isMulti: json.multi, includeAll: json.includeAll,
      allValue: json.allValue, refresh: json.refresh, regex: json.regex, sort: json.sort, value: page.chosen[json.name] ?? (json.includeAll ? ["$__all"] : ""),
      text: page.chosen[json.name] ?? (json.includeAll ? ["All"] : "")});
    default: throw new Error("no such type of variable: " + json.type);
  }
}

function item(json) {
  const place = {x: json.gridPos.x, y: json.gridPos.y, width: json.gridPos.w, height: json.gridPos.h};
  const runner = new SceneQueryRunner({datasource: json.datasource, queries: json.targets.map((target) => ({...target, panel: json.title, minStep: json.interval}))});
  const data = json.transformations ? new SceneDataTransformer({$data: runner, transformations: json.transformations}) : runner;
  const panel = new VizPanel({key: `panel-${json.id}`, title: json.title, description: json.description, pluginId: json.type, pluginVersion: "12",
    options: json.options, fieldConfig: json.fieldConfig, $data: data});
  return new SceneGridItem({...place, body: panel});
}

function grid(panels) {
  const children = [];
  let row = null;
  for (const json of panels) {
    if (json.type === "row") {
      row = new SceneGridRow({key: `panel-${json.id}`, title: json.title, isCollapsible: false, isCollapsed: false, y: json.gridPos.y, x: 0, width: 24, height: 1, children: []});
      children.push(row);
    } else if (row) {
      row.setState({children: [...row.state.children, item(json)]});
    } else {
      children.push(item(json));
    }
  }
  return new SceneGridLayout({children});
}

async function marks(dashboard) {
  const window = {interval: "120s", rate: "480s", range: `${page.to - page.from}s`};
  for (const annotation of dashboard.annotations.list.filter((each) => each.expr)) {
    const query = interpolated(scene, annotation.expr, window, {});
    const {result} = await api("query_range", {query, start: page.from, end: page.to, step: 120});
    for (const time of new Set(result.flatMap((one) => one.values.map((value) => Number(value[1]))))) {
      page.marks.push({time, color: annotation.iconColor});
    }
  }
}

class Catch extends React.Component {
  state = {};
  static getDerivedStateFromError(error) {
    errors.push(String(error.stack).slice(0, 600));
    return {error};
  }
  render() {
    return this.state.error ? <pre>{String(this.state.error)}</pre> : this.props.children;
  }
}

async function draw() {
  const dashboard = await (await fetch(`/dashboards/${page.dashboard}.json`)).json();
  window.__height = Math.max(...dashboard.panels.map((panel) => panel.gridPos.y + panel.gridPos.h)) * 38 + 110;
  const range = new SceneTimeRange({from: dateTime(page.from * 1000).toISOString(), to: dateTime(page.to * 1000).toISOString(), timeZone: "utc"});
  scene = new EmbeddedScene({
    $timeRange: range,
    $variables: new SceneVariableSet({variables: dashboard.templating.list.map(variable)}),
    controls: [new VariableValueSelectors({}), new SceneControlsSpacer(), new SceneTimePicker({})],
    body: grid(dashboard.panels),
  });
  scene.activate();
  await settled(dashboard.templating.list.filter((each) => each.type === "query").map((each) => each.name));
  await marks(dashboard);
  document.body.style.cssText = `margin:0;background:${page.theme.colors.background.canvas}`;
  createRoot(document.getElementById("root")).render(
    <Catch>
      <ThemeContext.Provider value={page.theme}>
        <GlobalStyles />
        <LocationServiceProvider service={locationService}>
          <MemoryRouter>
            <div style={{padding: "8px 16px", width: 1440, boxSizing: "border-box", height: window.__height, display: "flex"}}>
              <div style={{flex: 1, display: "flex", flexDirection: "column"}}>
                <h1 style={{fontSize: 18, margin: "0 0 4px"}}>{dashboard.title}</h1>
                <scene.Component model={scene} />
              </div>
            </div>
          </MemoryRouter>
        </LocationServiceProvider>
      </ThemeContext.Provider>
    </Catch>,
  );
  const wanted = dashboard.panels.filter((panel) => panel.type !== "row").map((panel) => panel.title);
  const end = Date.now() + 60000;
  while (!wanted.every((title) => title in window.__panels) && Date.now() < end) {
    await new Promise((again) => setTimeout(again, 200));
  }
  wanted.filter((title) => !(title in window.__panels)).forEach((title) => errors.push("never asked: " + title));
  await new Promise((painted) => setTimeout(painted, 2000));
}

async function settled(names) {
  const end = Date.now() + 30000;
  const variables = scene.state.$variables;
  while (names.some((name) => variables.isVariableLoadingOrWaitingToUpdate(variables.getByName(name))) && Date.now() < end) {
    await new Promise((again) => setTimeout(again, 100));
  }
}

draw().catch((error) => errors.push(String(error.stack))).finally(() => (window.__done = true));
