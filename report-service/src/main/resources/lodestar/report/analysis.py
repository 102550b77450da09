# %% [markdown]
# # Growth analysis
#
# This notebook stands beside the CSV files of one analysis run. It recomputes the figures of the executive dashboard from
# them, draws them, and stops where one of them is not what the files say. It needs pandas and plotly: `pip install pandas plotly`.
# %%
import json
import math
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

here = Path(".")
manifest = json.loads((here / "manifest.json").read_text(encoding="utf-8"))
summary = json.loads((here / "metrics_summary.json").read_text(encoding="utf-8"))


def table(name, dates=()):
    """A CSV of the bundle; an empty cell is a missing value."""
    frame = pd.read_csv(here / name)
    for column in dates:
        frame[column] = pd.to_datetime(frame[column])
    return frame


def same(recomputed, given):
    """Whether two columns agree: to the last bits of a double, and missing in the same places."""
    recomputed = pd.to_numeric(pd.Series(recomputed).reset_index(drop=True))
    given = pd.to_numeric(pd.Series(given).reset_index(drop=True))
    return recomputed.isna().equals(given.isna()) and bool(((recomputed - given).abs().fillna(0) <= 1e-12 * given.abs().fillna(0)).all())


def agrees(recomputed, figure):
    """Whether a figure of the summary is what was recomputed; None is not measurable."""
    given = summary[figure]
    missing = recomputed is None or math.isnan(recomputed)
    return missing if given is None else not missing and math.isclose(recomputed, given, rel_tol=1e-12)


{step["step"]: step["state"] for step in manifest["steps"]}
# %% [markdown]
# ## Headline figures
#
# Empty means not measurable; the field `reasons` says why.
# %%
pd.Series({k: v for k, v in summary.items() if not isinstance(v, (dict, list))}, name="value").to_frame()
# %% [markdown]
# ## Active users
#
# Distinct users in the 1, 7 and 30 days that end with each day. Stickiness is daily over monthly users; it is recomputed here and
# must equal the column.
# %%
stickiness = table("stickiness.csv", dates=["date"])
for users, of in [("dau", "wau"), ("dau", "mau"), ("wau", "mau")]:
    assert same(stickiness[users] / stickiness[of].where(stickiness[of] > 0), stickiness[f"{users}_{of}_ratio"])
last_day = stickiness.iloc[-1] if len(stickiness) else {"dau": None, "wau": None, "mau": None}
assert agrees(last_day["dau"], "daily_active_users")
assert agrees(last_day["wau"], "weekly_active_users")
assert agrees(last_day["mau"], "monthly_active_users")
figure = go.Figure()
for column, name in [("mau", "Monthly"), ("wau", "Weekly"), ("dau", "Daily")]:
    figure.add_scatter(x=stickiness["date"], y=stickiness[column], name=name, mode="lines")
figure.update_layout(title="Active users", yaxis_title="Users")
figure
# %% [markdown]
# ## North Star by week
# %%
north_star = table("north_star.csv", dates=["week_start"])
complete = north_star[~north_star["partial"].astype(bool)] if len(north_star) else north_star
figure = go.Figure(go.Bar(x=complete["week_start"], y=complete["value"], name="Complete weeks"))
figure.update_layout(title="North Star by week")
figure
# %%
current = complete["value"].iloc[-1] if len(complete) else None
assert agrees(current, "north_star")
{"last complete week": current, "mean of the last four": complete["value"].tail(4).mean()}
# %% [markdown]
# ## Lifecycle
#
# Active users of a month are the new, the returning and the resurrecting ones.
# %%
engagement = table("engagement_metrics.csv", dates=["period_start"])
parts = engagement["new_users"] + engagement["returning_users"] + engagement["resurrecting_users"]
assert engagement["active_users"].isna().all() or (parts == engagement["active_users"]).all()
monthly = engagement[engagement["period"] == "monthly"]
figure = go.Figure()
for column in ["returning_users", "new_users", "resurrecting_users", "dormant_users"]:
    figure.add_bar(x=monthly["period_start"], y=monthly[column], name=column.replace("_", " "))
figure.update_layout(barmode="relative", title="User lifecycle by month")
figure
# %% [markdown]
# ## Funnel
#
# Each rate is the stage's users over those of the stage before; each share is of the signups.
# %%
funnel = table("funnel_metrics.csv")
if len(funnel):
    signups = funnel.loc[funnel["stage"] == "signup", "users_at_stage"].iloc[0]
    funnel["recomputed_from_previous"] = funnel["users_at_stage"] / funnel["users_at_stage"].shift()
    funnel["recomputed_overall"] = (funnel["users_at_stage"] / signups).where(funnel["stage"] != "awareness")
    nested = funnel["stage_number"] > 1
    assert same(funnel["recomputed_overall"][nested], funnel["overall_conversion"][nested])
    assert same(funnel["recomputed_from_previous"][nested], funnel["conversion_from_previous"][nested])
funnel
# %%
go.Figure(go.Funnel(y=funnel["stage"], x=funnel["users_at_stage"]))
# %%
segments = table("segment_funnel.csv")
segments.pivot(index="stage", columns="segment_value", values="overall_conversion").reindex(funnel["stage"]) if len(segments) else segments
# %% [markdown]
# ## Cohort retention
#
# The matrix from the long table; the pooled mean of a column is the sum of active users over the sum of cohort sizes.
# %%
retention = table("cohort_retention.csv")
known = retention.dropna(subset=["retention_rate"])
assert same(known["active_users"] / known["cohort_size"], known["retention_rate"])
day_n = table("day_n_retention.csv")
eligible = day_n["eligible_users"].where(day_n["eligible_users"] > 0)
assert same(day_n["retained_users"] / eligible, day_n["retention_rate"])
matrix = known.pivot(index="cohort", columns="period", values="retention_rate")
figure = go.Figure(go.Heatmap(z=matrix.values, x=matrix.columns, y=matrix.index, colorscale="Blues", zmin=0))
figure.update_layout(title="Cohort retention", yaxis_autorange="reversed", yaxis_type="category")
figure
# %%
pooled = known.groupby("period")[["active_users", "cohort_size"]].sum()
(pooled["active_users"] / pooled["cohort_size"]).rename("pooled retention")
# %% [markdown]
# ## Features
# %%
features = table("feature_adoption.csv")
assert same(features["users_adopted"] / features["eligible_users"].where(features["eligible_users"] > 0), features["adoption_rate"])
features.assign(recomputed=features["users_adopted"] / features["eligible_users"]).sort_values("adoption_rate", ascending=False)
# %% [markdown]
# ## Growth levers and projection
# %%
levers = table("growth_levers.csv")
if len(levers):
    levers["recomputed_roi_order"] = levers["roi"].rank(ascending=False, method="first")
levers
# %%
projection = table("growth_projections.csv")
figure = go.Figure()
figure.add_scatter(x=projection["month"], y=projection["revenue_p10"], name="P10", line_width=0, showlegend=False)
figure.add_scatter(x=projection["month"], y=projection["revenue_p90"], name="P10 to P90", line_width=0, fill="tonexty")
figure.add_scatter(x=projection["month"], y=projection["improved_revenue"], name="With levers")
figure.add_scatter(x=projection["month"], y=projection["baseline_revenue"], name="Baseline", line_dash="dash")
figure.update_layout(title="Monthly revenue", xaxis_title="Month from today")
figure
# %% [markdown]
# ## From the raw events
#
# Where the bundle holds the events themselves, which it does when they were generated and are all that the figures cover, the totals come from them once
# more. Their days are those of the project's time zone. Only the manifest tells that they are part of the bundle: a file of that name may be anybody's.
# %%
if any(artifact["name"] == "user_events.csv" for artifact in manifest["artifacts"]):
    events = table("user_events.csv")
    days = pd.to_datetime(events["timestamp"], utc=True).dt.tz_convert(summary["definition"]["time_zone"]).dt.date.astype(str)
    inside = (days >= summary["definition"]["from"]) & (days < summary["definition"]["to"])
    assert agrees(inside.sum(), "total_events")
    active = events[inside & ~events["event_type"].isin(manifest["passive_event_types"])]
    assert (active.groupby(days[active.index])["user_id"].nunique().reindex(stickiness["date"].dt.date.astype(str), fill_value=0).values
            == stickiness["dau"].values).all()
# %% [markdown]
# ## The figures of the bundle
#
# The same figures as in the dashboard, in Plotly's schema.
# %%
for path in sorted((here / "figures").glob("*.plotly.json")):
    pio.from_json(path.read_text(encoding="utf-8")).show()
