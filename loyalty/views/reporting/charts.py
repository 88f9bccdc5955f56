"""ECharts options of the report cards: plain data, with names of formats where ECharts would take a function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.templatetags import regulars as write

Option = dict[str, Any]
# Formats of axes that belong to the format of a value.
_AXES = {"percent": "percent0", "money": "compactMoney", "int": "compact"}


def categories(labels: Sequence[Any], **more: Any) -> Option:
    return {"type": "category", "data": list(labels), **more}


def values(unit: str, **more: Any) -> Option:
    return {"type": "value", "axisLabel": {"formatter": _AXES[unit]}, **more}


def tooltip(unit: str, trigger: str = "axis") -> Option:
    return {"trigger": trigger, "valueFormatter": unit}


def named(words: str, **more: Any) -> Option:
    """What a horizontal axis counts, written below its labels."""
    return {"name": words, "nameLocation": "middle", "nameGap": 28, **more}


def bars(labels: Sequence[Any], series: Mapping[str, Sequence[Any]], unit: str, *, stack: str = "") -> Option:
    """A bar per label, or a group of them: series by name, which a single one does not need."""
    each: Option = {"stack": stack} if stack else {}
    option: Option = {
        "xAxis": categories(labels),
        "yAxis": values(unit),
        "tooltip": tooltip(unit),
        "series": [
            {"type": "bar", "data": list(data), **each, **({"name": name} if name else {})}
            for name, data in series.items()
        ],
    }
    return option | ({"legend": {}} if len(series) > 1 else {})


def heat(
    across: Option, down: Option, points: Sequence[Any], *, top: float, unit: str, bottom: int, labels: bool = False
) -> Option:
    """Points (column, row, value) in shades up to `top`; `bottom` leaves room for the scale below."""
    label: Option = {"label": {"show": True, "formatter": unit}} if labels else {}
    return {
        "xAxis": across,
        "yAxis": down,
        "grid": {"bottom": bottom},
        "visualMap": {
            "min": 0,
            "max": top,
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "formatter": _AXES["percent"] if unit == "percent" else unit,
        },
        "tooltip": {"valueFormatter": unit},
        "series": [{"type": "heatmap", "data": list(points), **label}],
    }


def waterfall(labels: Sequence[str], before: int, steps: Sequence[int], now: int, unit: str) -> Option:
    """From one sum to another, step by step: two stacks, an unseen pedestal and what rises or falls on it.

    Lying down, so that labels of any language have a line each, on a telephone too.
    """
    pedestal = [0]
    shown: list[Option] = [{"value": before, "itemStyle": {"color": "@2"}}]
    level = before
    for step in steps:
        pedestal.append(min(level, level + step))
        shown.append({"value": abs(step), "itemStyle": {"color": "@1" if step >= 0 else "@red"}})
        level += step
    hidden = {"itemStyle": {"color": "transparent"}, "tooltip": {"show": False}, "silent": True}
    return {
        "xAxis": values(unit, splitNumber=3),
        "yAxis": categories(labels, inverse=True, axisLabel={"width": 96, "overflow": "break", "interval": 0}),
        "tooltip": tooltip(unit, "item"),
        "series": [
            {"type": "bar", "stack": "all", "data": [*pedestal, 0], **hidden},
            {"type": "bar", "stack": "all", "data": [*shown, {"value": now, "itemStyle": {"color": "@2"}}]},
        ],
    }


def funnel(steps: Sequence[tuple[str, int]], unit: str) -> Option:
    return {
        "tooltip": tooltip(unit, "item"),
        "series": [
            {
                "type": "funnel",
                "sort": "none",
                "min": 0,
                "minSize": "14%",
                "left": 8,
                "right": 8,
                "top": 8,
                "bottom": 8,
                "label": {"position": "inside"},
                "data": [
                    {"name": name, "value": value, "label": {"formatter": f"{name} · {write.integer(value)}"}}
                    for name, value in steps
                ],
            }
        ],
    }
