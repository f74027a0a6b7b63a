// SPDX-License-Identifier: Apache-2.0
// Panels out of the parts that Grafana publishes. The panels themselves are in Grafana's core, and are not published: what is drawn
// here is their inside. The state timeline has no published inside; ours is a stand-in that shows words and colours as configured.
import {
  EventBusSrv, FieldColorModeId, FieldType, PanelPlugin, VizOrientation, cacheFieldDisplayNames, getDisplayProcessor, getDisplayValueAlignmentFactors,
  getFieldDisplayName, getFieldDisplayValues, identityOverrideProcessor,
} from "@grafana/data";
import {BarGauge, BigValue, PanelContextProvider, TimeSeries, VizRepeater, VizLegend} from "@grafana/ui";
import {TableNG} from "@grafana/ui/unstable";
import {errors} from "./prometheus.js";
import {page} from "./page-state.js";

const context = {eventsScope: "page", eventBus: new EventBusSrv()};

function displayValues(props) {
  return getFieldDisplayValues({
    fieldConfig: props.fieldConfig, reduceOptions: props.options.reduceOptions, replaceVariables: props.replaceVariables,
    theme: page.theme, data: props.data.series, timeZone: "utc",
  });
}

function nothing(props) {
  return <div style={{display: "grid", placeItems: "center", height: props.height, color: page.theme.colors.text.secondary}}>{props.fieldConfig.defaults.noValue || "No data"}</div>;
}

function marks(config) {
  config.addHook("draw", (plot) => {
    for (const mark of page.marks) {
      const x = plot.valToPos(mark.time, "x", true);
      const {left, top, width, height} = plot.bbox;
      if (x < left || x > left + width) continue;
      plot.ctx.save();
      plot.ctx.strokeStyle = mark.color;
      plot.ctx.setLineDash([4, 4]);
      plot.ctx.lineWidth = 1.5;
      plot.ctx.beginPath();
      plot.ctx.moveTo(x, top);
      plot.ctx.lineTo(x, top + height);
      plot.ctx.stroke();
      plot.ctx.restore();
    }
  });
}

let marked = new WeakSet();
function Lines(props) {
  if (props.data.series.length === 0) return nothing(props);
  return (
    <PanelContextProvider value={context}>
      <TimeSeries frames={props.data.series} structureRev={props.data.structureRev} width={props.width} height={props.height}
        timeRange={props.timeRange} timeZone="utc" legend={props.options.legend} options={props.options}>
        {(config) => {
          if (!marked.has(config)) {
            marked.add(config);
            marks(config);
          }
          return <></>;
        }}
      </TimeSeries>
    </PanelContextProvider>
  );
}

function Stat(props) {
  const render = ({value, width, height, count}) => (
    <BigValue width={width} height={height} value={value.display} colorMode={props.options.colorMode} graphMode={props.options.graphMode}
      textMode={props.options.textMode} justifyMode={props.options.justifyMode} count={count} theme={page.theme} />
  );
  return (
    <VizRepeater getValues={() => displayValues(props)} renderValue={render} width={props.width} height={props.height} source={props.data}
      itemSpacing={3} renderCounter={props.renderCounter} autoGrid orientation={VizOrientation.Auto} />
  );
}

function Amounts(props) {
  const render = ({value, width, height, orientation, alignmentFactors, count}) => (
    <BarGauge value={{...value.display, title: count > 1 ? value.display.title : undefined}} field={value.field} display={value.view?.getFieldDisplayProcessor(value.colIndex)} width={width} height={height}
      orientation={orientation} theme={page.theme} displayMode={props.options.displayMode} showUnfilled={props.options.showUnfilled}
      valueDisplayMode={props.options.valueMode} namePlacement={props.options.namePlacement} itemSpacing={8} isOverflow={false} alignmentFactors={alignmentFactors} />
  );
  if (props.data.series.length === 0) return nothing(props);
  return (
    <VizRepeater getValues={() => displayValues(props)} renderValue={render} width={props.width} height={props.height} source={props.data}
      itemSpacing={8} renderCounter={props.renderCounter} orientation={VizOrientation.Horizontal} minVizHeight={props.options.minVizHeight}
      getAlignmentFactors={getDisplayValueAlignmentFactors} />
  );
}

function Rows(props) {
  const frame = props.data.series[0];
  if (!frame || frame.length === 0) return nothing(props);
  cacheFieldDisplayNames(props.data.series);
  return (
    <PanelContextProvider value={context}>
      <TableNG data={frame} width={props.width} height={props.height} initialSortBy={props.options.sortBy} cellHeight={props.options.cellHeight}
        fieldConfig={props.fieldConfig} timeRange={props.timeRange} structureRev={props.data.structureRev} getActions={() => []} />
    </PanelContextProvider>
  );
}

function spans(field, times, end) {
  const all = [];
  field.values.forEach((value, i) => {
    const last = all[all.length - 1];
    const until = times[i + 1] ?? end;
    const gap = until - times[i] > 1.5 * 120000;
    if (last && last.value === value && !last.closed) last.to = gap ? times[i] : until;
    else all.push({value, from: times[i], to: gap ? times[i] : until});
    if (gap) all[all.length - 1].closed = true;
  });
  return all;
}

function Timeline(props) {
  const from = props.timeRange.from.valueOf(), to = props.timeRange.to.valueOf();
  const label = Math.min(330, Math.max(...props.data.series.map((frame) => getFieldDisplayName(frame.fields[1], frame, props.data.series).length)) * 7.5 + 8);
  const space = props.height - 46, row = Math.min(60, space / props.data.series.length);
  const x = (time) => ((Math.min(to, Math.max(from, time)) - from) / (to - from)) * (props.width - label - 8);
  const used = new Map();
  return (
    <div style={{fontSize: 12}}>
      {props.data.series.map((frame) => {
        const field = frame.fields.find((each) => each.type === FieldType.number);
        const display = field.display ?? getDisplayProcessor({field, theme: page.theme});
        return (
          <div key={frame.fields[1].name + JSON.stringify(field.labels)} style={{display: "flex", height: row, alignItems: "center"}}>
            <div style={{width: label, textAlign: "right", paddingRight: 8, whiteSpace: "nowrap", overflow: "hidden", textOverflow: "ellipsis"}}>{getFieldDisplayName(field, frame, props.data.series)}</div>
            <div style={{position: "relative", flex: 1, height: row * 0.85}}>
              {spans(field, frame.fields[0].values, to).map((span) => {
                const shown = display(span.value);
                used.set(shown.text, shown.color);
                const width = x(span.to) - x(span.from);
                return (
                  <div key={span.from} style={{position: "absolute", left: x(span.from), width, top: 0, bottom: 0, background: shown.color,
                    color: page.theme.colors.getContrastText(shown.color), overflow: "hidden", padding: width > 24 ? "0 4px" : 0, display: "flex", alignItems: "center"}}>
                    {width > 24 + 6 * shown.text.length ? shown.text : ""}
                  </div>
                );
              })}
            </div>
          </div>
        );
      })}
      <div style={{display: "flex", justifyContent: "space-between", margin: `2px 8px 2px ${label}px`, color: page.theme.colors.text.secondary}}>
        {[0, 1, 2, 3, 4, 5, 6].map((i) => <span key={i}>{new Date(from + (i / 6) * (to - from)).toISOString().slice(11, 16)}</span>)}
      </div>
      <VizLegend displayMode="list" placement="bottom" items={[...used].map(([text, color]) => ({label: text, color, yAxis: 1}))} />
    </div>
  );
}

const CUSTOM = ["drawStyle", "lineWidth", "fillOpacity", "fillBelowTo", "thresholdsStyle", "showPoints", "spanNulls", "axisPlacement", "lineInterpolation",
  "stacking", "scaleDistribution", "align", "cellOptions", "width", "filterable", "hidden", "inspect", "minWidth", "barAlignment", "pointSize", "lineStyle", "hideFrom"];
const DEFAULTS = {drawStyle: "line", lineWidth: 1, fillOpacity: 0, showPoints: "auto", pointSize: 5, barAlignment: 0, lineInterpolation: "linear",
  scaleDistribution: {type: "linear"}, stacking: {mode: "none", group: "A"}, align: "auto", cellOptions: {type: "auto"}, axisPlacement: "auto", hideFrom: {tooltip: false, viz: false, legend: false}};

class Guard {
  static of(View) {
    return function Guarded(props) {
      try {
        return View(props);
      } catch (error) {
        errors.push(`${props.title}: ${error.stack}`.slice(0, 500));
        return null;
      }
    };
  }
}

function plugin(id, View, color) {
  const made = new PanelPlugin(Guard.of(View)).useFieldConfig({
    standardOptions: {color: {defaultValue: {mode: color}}},
    useCustomConfig: (builder) => {
      for (const path of CUSTOM) {
        builder.addCustomEditor({id: path, path, name: path, editor: () => null, override: () => null, process: identityOverrideProcessor, shouldApply: () => true, defaultValue: DEFAULTS[path]});
      }
    },
  });
  made.meta = {id, name: id, info: {version: "12", logos: {}}, skipDataQuery: false};
  return made;
}

export const plugins = {
  timeseries: plugin("timeseries", Lines, FieldColorModeId.PaletteClassic),
  stat: plugin("stat", Stat, FieldColorModeId.Thresholds),
  table: plugin("table", Rows, FieldColorModeId.Thresholds),
  bargauge: plugin("bargauge", Amounts, FieldColorModeId.Thresholds),
  "state-timeline": plugin("state-timeline", Timeline, FieldColorModeId.Thresholds),
};
